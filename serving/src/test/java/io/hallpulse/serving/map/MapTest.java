package io.hallpulse.serving.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  }

  @Test
  void anotherDistrictHasNoneOfItsOwn() {
    assertThat(SERVER.get("/api/v1/map/110101").statusCode()).isEqualTo(404);
  }

  @Test
  void aFileIsDrawnAsItStandsWithItsAttribution() throws IOException {
    var map = GeoJsonMap.read(write(square("\"attribution\":\"© somebody\",")), null);

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
  }

  @Test
  void aFileWithoutAttributionIsRefusedUnlessTheSettingsHaveOne() throws IOException {
    var file = write(square(""));

    assertThatThrownBy(() -> GeoJsonMap.read(file, ""))
        .hasMessageContaining("says no attribution; name one in HALLPULSE_MAP_ATTRIBUTION");
    assertThat(GeoJsonMap.read(file, "© us").attribution()).isEqualTo("© us");
  }

  @Test
  void whatIsNoMapSaysWhy() throws IOException {
    assertThatThrownBy(() -> GeoJsonMap.read(folder.resolve("none"), null))
        .hasMessageContaining("cannot be read");
    var point = "{\"attribution\":\"a\",\"features\":[{\"properties\":{\"name\":\"x\"},%s}]}";
    var file = write(point.formatted("\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}"));
    assertThatThrownBy(() -> GeoJsonMap.read(file, null))
        .hasMessageContaining("draws x as a Point, not as a polygon");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("map.geojson"), text);
  }

  private static String square(String attribution) {
    return """
        {"type":"FeatureCollection",%s"features":[{"type":"Feature",
          "properties":{"name":"李村街道","code":"370213006"},
          "geometry":{"type":"Polygon","coordinates":
            [[[120,36],[120.1,36],[120.1,36.1],[120,36.1],[120,36]]]}}]}
        """
        .formatted(attribution);
  }
}
