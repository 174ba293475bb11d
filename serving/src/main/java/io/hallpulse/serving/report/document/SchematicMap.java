package io.hallpulse.serving.report.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A map of a district drawn from nothing but a label point and an area of each subdistrict: every
 * place of the sheet belongs to the subdistrict whose point is nearest, larger ones reaching
 * further (a power diagram). It shows who lies beside whom, not where a boundary runs.
 */
public record SchematicMap(List<Site> sites) {
  /** Of latitude; degrees of longitude are shorter. */
  public static final double KM_PER_DEGREE = 111.2;

  /** How far the sheet reaches beyond the points, in kilometres. */
  private static final double MARGIN = 2.4;

  private static final int CORNERS = 40;

  /** So often each point moves to the middle of its shape: small ones get room for their name. */
  private static final int ROOM = 3;

  public SchematicMap {
    sites = List.copyOf(sites);
    if (sites.size() < 3) {
      throw new IllegalArgumentException("A map needs 3 places or more, got " + sites.size());
    }
  }

  /**
   * A subdistrict.
   *
   * @param id as the figures name it
   * @param area in square kilometres
   * @param code of the administrative division
   */
  public record Site(
      String id, String zh, String en, double lon, double lat, double area, String code) {}

  /** A point in kilometres, to the right and down. */
  public record Point(double x, double y) {}

  /** What a subdistrict is drawn as. */
  public record Shape(Site site, List<Point> corners, Point label) {}

  /** All shapes, in the order of the sites. */
  public List<Shape> shapes() {
    var points = sites.stream().map(this::point).toList();
    var outline = outline(points);
    for (int i = 0; i < ROOM; i++) {
      points = shapes(points, outline).stream().map(Shape::label).toList();
    }
    return shapes(points, outline);
  }

  private List<Shape> shapes(List<Point> points, List<Point> outline) {
    var shapes = new ArrayList<Shape>();
    for (int i = 0; i < sites.size(); i++) {
      var corners = outline;
      for (int other = 0; other < sites.size(); other++) {
        if (other != i) {
          corners = cut(corners, points.get(i), weight(i), points.get(other), weight(other));
        }
      }
      shapes.add(new Shape(sites.get(i), corners, centre(corners, points.get(i))));
    }
    return shapes;
  }

  /** Where the point of a subdistrict truly lies. */
  public Point point(Site site) {
    return new Point(site.lon() * kmPerDegreeEast(), -site.lat() * kmPerDegreeNorth());
  }

  /** How far to the right a degree of longitude is on the sheet. */
  public double kmPerDegreeEast() {
    double middle = sites.stream().mapToDouble(Site::lat).average().orElseThrow();
    return KM_PER_DEGREE * Math.cos(Math.toRadians(middle));
  }

  /** How far up a degree of latitude is. */
  public double kmPerDegreeNorth() {
    return KM_PER_DEGREE;
  }

  /**
   * Half of the square of the radius of a circle of the same area: neighbours differ, none
   * vanishes.
   */
  private double weight(int site) {
    return sites.get(site).area() / Math.PI / 4;
  }

  /** The hull of circles around the points. */
  private static List<Point> outline(List<Point> points) {
    var around = new ArrayList<Point>();
    for (var point : points) {
      for (int i = 0; i < CORNERS; i++) {
        double angle = 2 * Math.PI * i / CORNERS;
        around.add(
            new Point(point.x() + MARGIN * Math.cos(angle), point.y() + MARGIN * Math.sin(angle)));
      }
    }
    return hull(around);
  }

  private static List<Point> hull(List<Point> points) {
    var sorted =
        points.stream()
            .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
            .toList();
    var hull = new ArrayList<Point>();
    for (int side = 0; side < 2; side++) {
      int from = hull.size();
      for (int i = 0; i < sorted.size(); i++) {
        var point = sorted.get(side == 0 ? i : sorted.size() - 1 - i);
        while (hull.size() >= from + 2
            && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(point);
      }
      hull.remove(hull.size() - 1);
    }
    return hull;
  }

  private static double turn(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }

  /** The part of a shape that is nearer to one point than to another, each with its weight. */
  private static List<Point> cut(
      List<Point> shape, Point own, double ownWeight, Point other, double otherWeight) {
    var kept = new ArrayList<Point>();
    for (int i = 0; i < shape.size(); i++) {
      var a = shape.get(i);
      var b = shape.get((i + 1) % shape.size());
      double da = lead(a, own, ownWeight, other, otherWeight);
      double db = lead(b, own, ownWeight, other, otherWeight);
      if (da >= 0) {
        kept.add(a);
      }
      if (da >= 0 != db >= 0) {
        double share = da / (da - db);
        kept.add(new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y())));
      }
    }
    return kept;
  }

  /** By how much a place is nearer to the one than to the other; it changes evenly along a line. */
  private static double lead(
      Point place, Point own, double ownWeight, Point other, double otherWeight) {
    return square(place, other) - otherWeight - square(place, own) + ownWeight;
  }

  private static double square(Point a, Point b) {
    return (a.x() - b.x()) * (a.x() - b.x()) + (a.y() - b.y()) * (a.y() - b.y());
  }

  private static Point centre(List<Point> corners, Point otherwise) {
    double doubled = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < corners.size(); i++) {
      var a = corners.get(i);
      var b = corners.get((i + 1) % corners.size());
      double cross =
          (a.x() - otherwise.x()) * (b.y() - otherwise.y())
              - (b.x() - otherwise.x()) * (a.y() - otherwise.y());
      doubled += cross;
      x += (a.x() + b.x() - 2 * otherwise.x()) * cross;
      y += (a.y() + b.y() - 2 * otherwise.y()) * cross;
    }
    return doubled == 0
        ? otherwise
        : new Point(otherwise.x() + x / (3 * doubled), otherwise.y() + y / (3 * doubled));
  }
}
