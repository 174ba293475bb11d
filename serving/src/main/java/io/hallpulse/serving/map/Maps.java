package io.hallpulse.serving.map;

import io.hallpulse.serving.map.DistrictMap.Shape;
import io.hallpulse.serving.report.KnownDistrict;
import io.hallpulse.serving.report.document.SchematicMap.Point;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The one map of a district that all screens draw: the configured one, else the product's own. */
@Singleton
public final class Maps {
  private final MapSettings settings;

  Maps(MapSettings settings) {
    this.settings = settings;
  }

  /** Empty of a district that no file shows and that the product does not know. */
  public Optional<DistrictMap> of(String district) {
    return settings.map(district).or(() -> KnownDistrict.of(district).map(Maps::drawn));
  }

  private static DistrictMap drawn(KnownDistrict district) {
    var sheet = district.map();
    var shapes =
        sheet.shapes().stream()
            .map(
                shape ->
                    new Shape(
                        shape.site().id(),
                        shape.site().code(),
                        shape.site().zh(),
                        shape.site().en(),
                        place(shape.label()),
                        place(sheet.point(shape.site())),
                        List.of(shape.corners().stream().map(Maps::place).toList())))
            .toList();
    return new DistrictMap(
        "schematic", null, sheet.kmPerDegreeEast(), sheet.kmPerDegreeNorth(), shapes);
  }

  private static List<Double> place(Point point) {
    return List.of(GeoJsonMap.rounded(point.x()), GeoJsonMap.rounded(point.y()));
  }
}
