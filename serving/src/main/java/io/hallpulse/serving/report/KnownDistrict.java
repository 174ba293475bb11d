package io.hallpulse.serving.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.report.document.SchematicMap;
import io.hallpulse.serving.report.document.SchematicMap.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A district whose subdistricts the product knows: their names in both languages and where they
 * lie. Another district needs a file of its own, {@code report/map-DISTRICT.csv}.
 */
public record KnownDistrict(String zh, String en, SchematicMap map) {

  public static Optional<KnownDistrict> of(String district) {
    if (!district.matches("\\w+")) {
      return Optional.empty();
    }
    try (var file = KnownDistrict.class.getResourceAsStream("/report/map-" + district + ".csv")) {
      if (file == null) {
        return Optional.empty();
      }
      var lines = new String(file.readAllBytes(), UTF_8).lines().skip(1).toList();
      var own = lines.get(0).split(",", -1);
      var sites = lines.stream().skip(1).map(KnownDistrict::site).toList();
      return Optional.of(new KnownDistrict(own[1], own[2], new SchematicMap(sites)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Site site(String line) {
    var values = line.split(",", -1);
    return new Site(
        values[0],
        values[1],
        values[2],
        Double.parseDouble(values[3]),
        Double.parseDouble(values[4]),
        Double.parseDouble(values[5]),
        values[6]);
  }
}
