package io.hallpulse.serving.report.write;

import io.hallpulse.serving.report.document.Block.Chart;
import io.hallpulse.serving.report.document.Block.Chart.Kind;
import io.hallpulse.serving.report.document.Block.Series;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.write.Drawing.Anchor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Draws charts. */
final class Charts {
  private static final double HEIGHT = 150;
  private static final double LEFT = 46;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 18;
  private static final double SMALL = 7;
  private static final double BAR = 13;
  private static final double NAMES = 150;

  /** So wide is what stands under a tick. */
  private static final double CATEGORY = 38;

  private Charts() {}

  static Drawing draw(Chart chart, double width, Language language) {
    return chart.kind() == Kind.BARS ? bars(chart, width, language) : upright(chart, width);
  }

  private static Drawing upright(Chart chart, double width) {
    var drawing = new Drawing(width, HEIGHT);
    var values =
        chart.series().stream()
            .flatMap(series -> series.values().stream())
            .filter(Objects::nonNull)
            .toList();
    var axis = Axis.over(values, chart.kind() == Kind.COLUMNS);
    var format = chart.series().get(0).format();
    for (var tick : axis.ticks()) {
      double y = y(axis, tick);
      drawing.line(LEFT, y, width - RIGHT, y, Colours.RULE, 0.5);
      drawing.words(LEFT - 5, y, plain(tick, format), Anchor.END, SMALL, Colours.GREY);
    }
    double slot = (width - LEFT - RIGHT) / Math.max(1, chart.categories().size());
    int every = (int) Math.ceil(CATEGORY / slot);
    int last = chart.categories().size() - 1;
    for (int i = 0; i <= last; i++) {
      // Counted from the last one, which the report is about.
      if ((last - i) % every == 0) {
        drawing.words(
            LEFT + slot * (i + 0.5),
            HEIGHT - BOTTOM + 9,
            chart.categories().get(i),
            Anchor.MIDDLE,
            SMALL,
            Colours.GREY);
      }
    }
    for (int i = 0; i < chart.series().size(); i++) {
      if (chart.kind() == Kind.COLUMNS) {
        columns(drawing, chart, i, axis, slot);
      } else {
        line(drawing, chart.series().get(i), Colours.SERIES[i % Colours.SERIES.length], axis, slot);
      }
    }
    double zero = y(axis, axis.from().max(BigDecimal.ZERO.min(axis.to())));
    drawing.line(LEFT, zero, width - RIGHT, zero, Colours.GREY, 0.7);
    return drawing;
  }

  private static double y(Axis axis, BigDecimal value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - axis.share(value));
  }

  private static void columns(Drawing drawing, Chart chart, int series, Axis axis, double slot) {
    double width = slot * 0.7 / chart.series().size();
    double zero = y(axis, BigDecimal.ZERO);
    var values = chart.series().get(series).values();
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      if (value != null) {
        double y = y(axis, value);
        double x = LEFT + slot * (i + 0.15) + width * series;
        drawing.box(
            x,
            Math.min(y, zero),
            width,
            Math.abs(zero - y),
            Colours.SERIES[series % Colours.SERIES.length]);
      }
    }
  }

  /** It breaks where there is no value. */
  private static void line(Drawing drawing, Series series, int colour, Axis axis, double slot) {
    var points = new ArrayList<Double>();
    for (int i = 0; i < series.values().size(); i++) {
      var value = series.values().get(i);
      if (value == null) {
        stroke(drawing, points, colour);
        points.clear();
        continue;
      }
      double x = LEFT + slot * (i + 0.5);
      points.add(x);
      points.add(y(axis, value));
      drawing.box(x - 1.6, y(axis, value) - 1.6, 3.2, 3.2, colour);
    }
    stroke(drawing, points, colour);
    int last = series.values().size() - 1;
    var value = last < 0 ? null : series.values().get(last);
    if (value != null) {
      drawing.words(
          LEFT + slot * (last + 0.5) + 2,
          Math.max(6, y(axis, value) - 8),
          series.format().write(value),
          Anchor.END,
          SMALL + 0.5,
          colour);
    }
  }

  private static void stroke(Drawing drawing, List<Double> points, int colour) {
    if (points.size() > 2) {
      drawing.line(points, colour, 1.6);
    }
  }

  private static Drawing bars(Chart chart, double width, Language language) {
    var series = chart.series().get(0);
    var drawing = new Drawing(width, BAR * chart.categories().size() + 4);
    var values = series.values().stream().filter(Objects::nonNull).toList();
    var axis = Axis.over(values, true);
    double room = width - NAMES - 60;
    for (int i = 0; i < chart.categories().size(); i++) {
      double middle = 2 + BAR * (i + 0.5);
      drawing.words(
          NAMES - 6, middle, chart.categories().get(i), Anchor.END, SMALL + 0.5, Colours.INK);
      var value = series.values().get(i);
      if (value == null) {
        drawing.words(
            NAMES + 2,
            middle,
            language.say("不可用", "not available"),
            Anchor.START,
            SMALL,
            Colours.GREY);
        continue;
      }
      double from = room * axis.share(BigDecimal.ZERO);
      double to = room * axis.share(value);
      drawing.box(
          NAMES + Math.min(from, to),
          middle - BAR * 0.34,
          Math.abs(to - from),
          BAR * 0.68,
          Colours.SERIES[0]);
      drawing.words(
          NAMES + Math.max(from, to) + 4,
          middle,
          series.format().write(value),
          Anchor.START,
          SMALL + 0.5,
          Colours.INK);
    }
    drawing.line(NAMES, 0, NAMES, drawing.height(), Colours.GREY, 0.7);
    return drawing;
  }

  /** A tick needs no more digits than its step has. */
  private static String plain(BigDecimal tick, Format format) {
    var stripped = tick.stripTrailingZeros();
    return stripped.scale() <= 0 ? Format.COUNT.write(stripped) : format.write(tick);
  }
}
