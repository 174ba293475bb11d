package io.hallpulse.serving.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @TempDir private Path folder;

  @Test
  void theProductDrawsItsOwnDistrict() {
    var map = RunningServer.json(SERVER.get("/api/v1/map/370213"));

    assertThat(map.path("kind").asText()).isEqualTo("schematic");
    assertThat(map.path("attribution").isNull()).isTrue();
    assertThat(map.path("shapes")).hasSize(11);
    assertThat(map.path("shapes"))
        .allSatisfy(shape -> assertThat(shape.path("rings").path(0).size()).isGreaterThan(2));
    assertThat(map.path("shapes").path(4).path("id").asText()).isEqualTo("李村");
    assertThat(map.path("shapes").path(4).path("code").asText()).isEqualTo("370213006");
    var site = map.path("shapes").path(4).path("site");
    assertThat(site.path(0).asDouble())
        .isCloseTo(120.414861 * map.path("km_per_degree_east").asDouble(), within(0.01));
    assertThat(site.path(1).asDouble())
        .isCloseTo(-36.16025 * map.path("km_per_degree_north").asDouble(), within(0.01));
  }

  @Test
  void anotherDistrictHasNoneOfItsOwn() {
    assertThat(SERVER.get("/api/v1/map/110101").statusCode()).isEqualTo(404);
  }

  @Test
  void aFileIsDrawnAsItStandsWithItsAttribution() throws IOException {
    var maps = GeoJsonMap.read(write(square("\"attribution\":\"© somebody\",")), "", "");

    assertThat(maps).containsOnlyKeys("370213");
    var map = maps.values().iterator().next();
    assertThat(map.kind()).isEqualTo("geojson");
    assertThat(map.attribution()).isEqualTo("© somebody");
    var shape = map.shapes().get(0);
    assertThat(shape.id()).isEqualTo("李村");
    assertThat(shape.code()).isEqualTo("370213006");
    // A tenth of a degree to the north is 11.12 km, to the east less: 11.12 cos 36° = 9.
    assertThat(shape.rings().get(0).get(2).get(1) - shape.rings().get(0).get(0).get(1))
        .isBetween(-11.13, -11.11);
    assertThat(shape.rings().get(0).get(2).get(0) - shape.rings().get(0).get(0).get(0))
        .isBetween(8.95, 9.05);
    assertThat(shape.rings().get(0).get(0).get(0))
        .isEqualTo(GeoJsonMap.rounded(120 * map.kmPerDegreeEast()));
  }

  @Test
  void aFileWithoutAttributionIsRefusedUnlessTheSettingsHaveOne() throws IOException {
    var file = write(square(""));

    assertThatThrownBy(() -> GeoJsonMap.read(file, "", ""))
        .hasMessageContaining("says no attribution; name one in HALLPULSE_MAP_ATTRIBUTION");
    assertThat(GeoJsonMap.read(file, "© us", "").get("370213").attribution()).isEqualTo("© us");
  }

  @Test
  void eachDistrictOfAFileGetsItsOwnAndNoOther() throws IOException {
    var two =
        collection(
            "\"attribution\":\"a\",",
            feature("\"name\":\"李村街道\",\"code\":\"370213006\"", SQUARE),
            feature("\"name\":\"八大峡街道\",\"code\":\"370202001\"", SQUARE),
            feature("\"name\":\"某镇\",\"district\":\"370281\"", SQUARE));

    var maps = GeoJsonMap.read(write(two), "", "");

    assertThat(maps).containsOnlyKeys("370213", "370202", "370281");
    assertThat(maps.get("370202").shapes()).extracting(DistrictMap.Shape::id).containsOnly("八大峡");
  }

  @Test
  void aFileThatDoesNotSayItsDistrictIsRefusedUnlessTheSettingsDo() throws IOException {
    var file = write(collection("\"attribution\":\"a\",", feature("\"name\":\"李村街道\"", SQUARE)));

    assertThatThrownBy(() -> GeoJsonMap.read(file, "", ""))
        .hasMessageContaining("does not say which district 李村街道 lies in")
        .hasMessageContaining("HALLPULSE_MAP_DISTRICT");
    assertThat(GeoJsonMap.read(file, "", "370213")).containsOnlyKeys("370213");
  }

  @Test
  void whatAFileSaysBlankIsAsGoodAsAbsent() throws IOException {
    var file =
        write(
            collection(
                "\"attribution\":\" \",\"district\":\"\",",
                feature("\"name\":\"李村街道\",\"district\":\"  \"", SQUARE)));

    assertThatThrownBy(() -> GeoJsonMap.read(file, "", "370213"))
        .hasMessageContaining("says no attribution");
    assertThatThrownBy(() -> GeoJsonMap.read(file, "© us", ""))
        .hasMessageContaining("does not say which district 李村街道 lies in");
    assertThat(GeoJsonMap.read(file, "© us", "370213").get("370213").attribution())
        .isEqualTo("© us");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"Point\",\"coordinates\":[1,2] | draws 李村街道 as Point, not as a Polygon",
        "\"type\":\"Polygon\",\"coordinates\":[] | gives no outline of 李村街道",
        "\"type\":\"Polygon\",\"coordinates\":[[[120,36],[121,36]]] | gives no outline of 李村街道",
        "\"type\":\"Polygon\",\"coordinates\":[[[40507000,4001000],[1,1],[2,2]]]"
            + "| a corner of 李村街道 at [40507000,4001000], which is no longitude and latitude",
        "\"type\":\"Polygon\",\"coordinates\":[[[120,36],[\"x\",36],[121,37]]]"
            + "| a corner of 李村街道 at [\"x\",36], which is no longitude and latitude"
      })
  void whatIsNoOutlineSaysWhoseItIsAndWhyNot(String geometry, String why) throws IOException {
    var name = "\"name\":\"李村街道\",\"code\":\"370213006\"";
    var file = write(collection("\"attribution\":\"a\",", feature(name, geometry)));

    assertThatThrownBy(() -> GeoJsonMap.read(file, "", ""))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNoMapSaysWhy() throws IOException {
    assertThatThrownBy(() -> GeoJsonMap.read(folder.resolve("none"), "", ""))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> GeoJsonMap.read(write("{"), "", ""))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> GeoJsonMap.read(write("{\"attribution\":\"a\"}"), "", ""))
        .hasMessageContaining("has no features");
    var twice = feature("\"name\":\"李村\",\"code\":\"370213006\"", SQUARE);
    assertThatThrownBy(
            () ->
                GeoJsonMap.read(write(collection("\"attribution\":\"a\",", twice, twice)), "", ""))
        .hasMessageContaining("draws 李村 twice");
  }

  /** The broker of this one never comes; wall and query screen ask the same server. */
  @Test
  void aRunningServerShowsTheConfiguredMapOnWallAndQueryScreenAndOnlyOfItsDistrict()
      throws IOException {
    var file = write(square("\"attribution\":\"© somebody\","));
    var server =
        new RunningServer(RunningServer.newBroker(), Map.of("hallpulse.map.file", file.toString()));
    try {
      var hall =
          "{\"source\":\"t\",\"epoch\":1,\"seq\":1,\"time\":\"2026-01-05T00:00:00Z\","
              + "\"kind\":\"REF\",\"type\":\"hall\","
              + "\"value\":{\"hall_id\":\"%s\",\"name\":\"n\",\"district\":\"%s\"}}";
      server.importLines(hall.formatted("h-1", "370213"), hall.formatted("h-2", "110101"));

      var wall = RunningServer.json(server.get("/api/v1/map/370213"));
      assertThat(wall.path("kind").asText()).isEqualTo("geojson");
      assertThat(wall.path("attribution").asText()).isEqualTo("© somebody");
      assertThat(wall.path("shapes")).hasSize(1);
      assertThat(RunningServer.json(server.get("/api/v1/guide?hall=h-1")).path("map"))
          .isEqualTo(wall);

      assertThat(server.get("/api/v1/map/110101").statusCode()).isEqualTo(404);
      assertThat(RunningServer.json(server.get("/api/v1/guide?hall=h-2")).path("map").isNull())
          .isTrue();
    } finally {
      server.stop();
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("map.geojson"), text);
  }

  private static final String SQUARE =
      "\"type\":\"Polygon\",\"coordinates\":"
          + "[[[120,36],[120.1,36],[120.1,36.1],[120,36.1],[120,36]]]";

  private static String square(String attribution) {
    return collection(attribution, feature("\"name\":\"李村街道\",\"code\":\"370213006\"", SQUARE));
  }

  private static String collection(String more, String... features) {
    return "{\"type\":\"FeatureCollection\",%s\"features\":[%s]}"
        .formatted(more, String.join(",", features));
  }

  private static String feature(String properties, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{%s}}"
        .formatted(properties, geometry);
  }
}
