package io.hallpulse.serving.map;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which map is shown: of HALLPULSE_MAP_FILE, a GeoJSON file, and HALLPULSE_MAP_ATTRIBUTION, if the
 * file does not say itself who drew it. Without a file the product draws its own. Read at start, so
 * that a map that cannot be used is told then.
 */
@Context
final class MapSettings {
  private final Optional<DistrictMap> map;

  MapSettings(
      @Value("${hallpulse.map.file:}") String file,
      @Value("${hallpulse.map.attribution:}") String attribution) {
    this.map =
        file.isEmpty()
            ? Optional.empty()
            : Optional.of(GeoJsonMap.read(Path.of(file), attribution));
  }

  Optional<DistrictMap> map() {
    return map;
  }
}
