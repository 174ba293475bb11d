package io.hallpulse.serving.report.write;

import java.util.ArrayList;
import java.util.List;

/**
 * What is drawn: coloured shapes, and words beside them. All lengths are points, from the upper
 * left corner; colours are 0xRRGGBB.
 */
final class Drawing {
  private final double width;
  private final double height;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  Drawing(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /** How words stand to their place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A line or a shape.
   *
   * @param points x and y in turn
   * @param isClosed whether it is filled; else it is a line
   */
  record Mark(List<Double> points, boolean isClosed, int colour, double lineWidth) {}

  /** Words; y is their middle. */
  record Label(double x, double y, String text, Anchor anchor, double size, int colour) {}

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  List<Mark> marks() {
    return marks;
  }

  List<Label> labels() {
    return labels;
  }

  void line(List<Double> points, int colour, double lineWidth) {
    marks.add(new Mark(List.copyOf(points), false, colour, lineWidth));
  }

  void line(double x1, double y1, double x2, double y2, int colour, double lineWidth) {
    line(List.of(x1, y1, x2, y2), colour, lineWidth);
  }

  void shape(List<Double> points, int colour) {
    marks.add(new Mark(List.copyOf(points), true, colour, 0));
  }

  void box(double x, double y, double boxWidth, double boxHeight, int colour) {
    shape(List.of(x, y, x + boxWidth, y, x + boxWidth, y + boxHeight, x, y + boxHeight), colour);
  }

  void words(double x, double y, String text, Anchor anchor, double size, int colour) {
    labels.add(new Label(x, y, text, anchor, size, colour));
  }
}
