package io.hallpulse.serving.map;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The subdistricts of a district as shapes on a sheet, in kilometres to the right and down. A place
 * of longitude and latitude lies at (longitude × {@code kmPerDegreeEast}, −latitude × {@code
 * kmPerDegreeNorth}).
 *
 * @param kind schematic, drawn from label points, or geojson, from a file
 * @param attribution to be shown beside it; null of the schematic one
 */
@Schema(name = "DistrictMap")
public record DistrictMap(
    String kind,
    @Nullable String attribution,
    double kmPerDegreeEast,
    double kmPerDegreeNorth,
    List<Shape> shapes) {
  public DistrictMap {
    shapes = List.copyOf(shapes);
  }

  /**
   * A subdistrict.
   *
   * @param id its name without 街道, as the economy's figures call it
   * @param code as the halls' reference data call it; null if the map does not say
   * @param label where its name stands, x and y
   * @param site where that point truly lies, if the map moved it to make room for names; null if
   *     the map is drawn where everything is
   * @param rings outlines, each a list of x and y
   */
  @Schema(name = "MapShape")
  public record Shape(
      String id,
      @Nullable String code,
      String zh,
      @Nullable String en,
      List<Double> label,
      @Nullable List<Double> site,
      List<List<List<Double>>> rings) {
    public Shape {
      rings = List.copyOf(rings);
    }
  }
}
