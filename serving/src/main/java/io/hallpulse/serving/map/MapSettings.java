package io.hallpulse.serving.map;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which maps are shown: of HALLPULSE_MAP_FILE, a GeoJSON file of one or more districts, with
 * HALLPULSE_MAP_ATTRIBUTION and HALLPULSE_MAP_DISTRICT if the file does not say itself who drew it
 * and which district it shows. Without a file the product draws its own. Read at start, so that a
 * map that cannot be used is told then.
 */
@Context
final class MapSettings {
  private final Map<String, DistrictMap> maps;

  MapSettings(
      @Value("${hallpulse.map.file:}") String file,
      @Value("${hallpulse.map.attribution:}") String attribution,
      @Value("${hallpulse.map.district:}") String district) {
    this.maps = file.isEmpty() ? Map.of() : GeoJsonMap.read(Path.of(file), attribution, district);
  }

  Optional<DistrictMap> map(String district) {
    return Optional.ofNullable(maps.get(district));
  }
}
