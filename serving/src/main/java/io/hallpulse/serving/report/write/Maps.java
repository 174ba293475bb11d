package io.hallpulse.serving.report.write;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.document.SchematicMap.Point;
import io.hallpulse.serving.report.document.SchematicMap.Shape;
import io.hallpulse.serving.report.write.Drawing.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws maps. */
final class Maps {
  private static final double EDGE = 3;

  private Maps() {}

  static Drawing draw(Block.Map map, double width, Language language) {
    var shapes = map.places().shapes();
    var corners = shapes.stream().flatMap(shape -> shape.corners().stream()).toList();
    double left = corners.stream().mapToDouble(Point::x).min().orElseThrow();
    double right = corners.stream().mapToDouble(Point::x).max().orElseThrow();
    double top = corners.stream().mapToDouble(Point::y).min().orElseThrow();
    double bottom = corners.stream().mapToDouble(Point::y).max().orElseThrow();
    double scale = (width - 2 * EDGE) / (right - left);
    var drawing = new Drawing(width, (bottom - top) * scale + 2 * EDGE);
    double most =
        map.shades().stream()
            .map(Block.Shade::value)
            .filter(Cell.Number.class::isInstance)
            .mapToDouble(cell -> Math.abs(((Cell.Number) cell).value().doubleValue()))
            .max()
            .orElse(0);
    for (var shape : shapes) {
      var shade = shade(map, shape);
      int colour = colour(shade, most);
      var points = points(shape.corners(), left, top, scale);
      drawing.shape(points, colour);
      var closed = new ArrayList<>(points);
      closed.addAll(points.subList(0, 2));
      drawing.line(closed, 0xffffff, 1.2);
    }
    for (var shape : shapes) {
      var shade = shade(map, shape);
      int ink = Colours.isDark(colour(shade, most)) ? 0xffffff : Colours.INK;
      double x = EDGE + (shape.label().x() - left) * scale;
      double y = EDGE + (shape.label().y() - top) * scale;
      drawing.words(
          x,
          y - 4.5,
          shade.map(Block.Shade::name).orElse(language.say(shape.site().zh(), shape.site().en())),
          Anchor.MIDDLE,
          6.5,
          ink);
      drawing.words(x, y + 4.5, told(shade, language), Anchor.MIDDLE, 6.5, ink);
    }
    return drawing;
  }

  private static Optional<Block.Shade> shade(Block.Map map, Shape shape) {
    return map.shades().stream().filter(shade -> shade.id().equals(shape.site().id())).findFirst();
  }

  private static int colour(Optional<Block.Shade> shade, double most) {
    if (shade.isEmpty() || !(shade.get().value() instanceof Cell.Number number)) {
      return Colours.NOTHING;
    }
    double value = number.value().doubleValue();
    double share = most == 0 ? 0 : Math.abs(value) / most;
    return value < 0 ? Colours.loss(share) : Colours.shade(share);
  }

  private static String told(Optional<Block.Shade> shade, Language language) {
    return shade.isPresent() && shade.get().value() instanceof Cell.Number number
        ? number.format().write(number.value())
        : language.say("不可用", "n/a");
  }

  private static List<Double> points(List<Point> corners, double left, double top, double scale) {
    var points = new ArrayList<Double>();
    for (var corner : corners) {
      points.add(EDGE + (corner.x() - left) * scale);
      points.add(EDGE + (corner.y() - top) * scale);
    }
    return points;
  }
}
