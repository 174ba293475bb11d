package io.hallpulse.serving.report.write;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Block.Sums;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.write.Drawing.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a document as a page from which the PDF is laid out; drawings are left for the PDF. */
final class Html {
  private static final double WIDTH = 511;
  private static final double MAP_WIDTH = 250;
  private static final double LABEL_WIDTH = 200;

  /** A table of so few rows is not torn. */
  private static final int SHORT = 16;

  private final Document document;
  private final Language language;
  private final StringBuilder out = new StringBuilder();
  private final List<Drawing> drawings = new ArrayList<>();

  private Html(Document document) {
    this.document = document;
    this.language = document.language();
  }

  /** A page and the drawings that it names by number. */
  record Page(String html, List<Drawing> drawings) {}

  static Page of(Document document) {
    var html = new Html(document);
    html.write();
    return new Page(html.out.toString(), html.drawings);
  }

  private void write() {
    add("<html lang=\"%s\"><head><title>%s</title>", language.say("zh-CN", "en"), document.title());
    add("<meta name=\"subject\" content=\"%s\"/><style>", document.subtitle());
    out.append(Style.CSS);
    out.append("</style></head><body>");
    add("<div class=\"running\">%s</div>", document.running());
    add("<h1>%s</h1><div class=\"subtitle\">%s</div>", document.title(), document.subtitle());
    out.append("<table class=\"facts\">");
    for (var fact : document.facts()) {
      add("<tr><th>%s</th><td>%s</td></tr>", fact.name(), fact.value());
    }
    out.append("</table>");
    int number = 1;
    for (var section : document.sections()) {
      section(number, section);
      number++;
    }
    out.append("</body></html>");
  }

  private void section(int number, Section section) {
    add("<h2>%s  %s</h2>", String.valueOf(number), section.title());
    boolean isInRow = false;
    for (var block : section.blocks()) {
      boolean isMap = block instanceof Block.Map;
      if (isMap != isInRow) {
        out.append(isMap ? "<table class=\"row\"><tr>" : "</tr></table>");
        isInRow = isMap;
      }
      block(block);
    }
    if (isInRow) {
      out.append("</tr></table>");
    }
  }

  private void block(Block block) {
    if (block instanceof Block.Text text) {
      add("<p>%s</p>", text.text());
    } else if (block instanceof Block.Tiles tiles) {
      tiles(tiles);
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Chart chart) {
      chart(chart);
    } else if (block instanceof Block.Map map) {
      out.append("<td>");
      title(map.title(), map.unit());
      draw(Maps.draw(map, MAP_WIDTH, language));
      add("<div class=\"note\">%s</div></td>", map.note());
    }
  }

  private void title(String title, String unit) {
    add("<h3>%s", title);
    if (!unit.isEmpty()) {
      add(" <span class=\"unit\">%s</span>", unit);
    }
    out.append("</h3>");
  }

  private void tiles(Block.Tiles tiles) {
    int inRow = 4;
    out.append("<table class=\"tiles\">");
    for (int i = 0; i < tiles.tiles().size(); i++) {
      if (i % inRow == 0) {
        out.append(i == 0 ? "<tr>" : "</tr><tr>");
      }
      tile(tiles.tiles().get(i));
    }
    out.append("</tr></table>");
  }

  private void tile(Block.Tile tile) {
    add("<td><div class=\"name\">%s</div>", tile.title());
    if (tile.value() instanceof Cell.Missing missing) {
      add("<div class=\"none\">%s</div>", language.say("不可用", "not available"));
      add("<div class=\"beside\">%s</div>", missing.reason());
    } else {
      add("<div class=\"figure\">%s", plain(tile.value()));
      add(" <span class=\"unit\">%s</span></div>", tile.unit());
      for (var beside : tile.beside()) {
        add("<div class=\"beside\">%s</div>", beside);
      }
    }
    out.append("</td>");
  }

  private void table(Block.Table table) {
    out.append(table.rows().size() <= SHORT ? "<div class=\"together\">" : "<div class=\"block\">");
    title(table.title(), "");
    if (table.rows().isEmpty()) {
      add("<div class=\"note\">%s</div></div>", language.say("无。", "None."));
      return;
    }
    int total = table.columns().stream().mapToInt(Column::width).sum();
    out.append("<table class=\"data\"><thead><tr>");
    for (var column : table.columns()) {
      add(
          "<th class=\"%s\" style=\"width:%s%%\">%s</th>",
          column.isNumber() ? "number" : "",
          decimal(100.0 * column.width() / total),
          column.title());
    }
    out.append("</tr></thead><tbody>");
    var reasons = new ArrayList<String>();
    for (int i = 0; i < table.rows().size(); i++) {
      out.append(i == 0 && table.sums() == Sums.FIRST_ROW ? "<tr class=\"sum\">" : "<tr>");
      for (int j = 0; j < table.columns().size(); j++) {
        cell(table.rows().get(i).get(j), table.columns().get(j), reasons);
      }
      out.append("</tr>");
    }
    out.append("</tbody></table>");
    for (int i = 0; i < reasons.size(); i++) {
      add(
          "<div class=\"note\">%s  %s</div>",
          mark(i), language.say("不可用：", "not available: ") + reasons.get(i));
    }
    for (var note : table.notes()) {
      add("<div class=\"note\">%s</div>", note);
    }
    out.append("</div>");
  }

  private void cell(Cell cell, Column column, List<String> reasons) {
    if (cell instanceof Cell.Missing missing) {
      if (!reasons.contains(missing.reason())) {
        reasons.add(missing.reason());
      }
      add(
          "<td class=\"number none\">%s <span class=\"mark\">%s</span></td>",
          language.say("不可用", "n/a"), mark(reasons.indexOf(missing.reason())));
      return;
    }
    add("<td class=\"%s\">%s</td>", column.isNumber() ? "number" : "", plain(cell));
  }

  /** By which a cell finds its reason under the table. */
  private static String mark(int reason) {
    return String.valueOf((char) ('a' + reason));
  }

  private static String plain(Cell cell) {
    return cell instanceof Cell.Number number
        ? number.format().write(number.value())
        : cell instanceof Cell.Words words ? words.text() : "";
  }

  private void chart(Block.Chart chart) {
    out.append("<div class=\"block together\">");
    title(chart.title(), chart.unit());
    if (chart.isEmpty()) {
      add(
          "<div class=\"note\">%s</div></div>",
          language.say("不可用：无数据。", "Not available: no data."));
      return;
    }
    if (chart.series().size() > 1) {
      out.append("<div class=\"legend\">");
      for (int i = 0; i < chart.series().size(); i++) {
        add(
            "<span style=\"color:%s\">■</span> %s &#160; ",
            Colours.css(Colours.SERIES[i % Colours.SERIES.length]), chart.series().get(i).name());
      }
      out.append("</div>");
    }
    draw(Charts.draw(chart, WIDTH, language));
    out.append("</div>");
  }

  private void draw(Drawing drawing) {
    var size = size(drawing.width(), drawing.height());
    add("<div class=\"drawing\" style=\"%s\">", size);
    add(
        "<object type=\"hallpulse/drawing\" data=\"%s\" style=\"%s\"></object>",
        String.valueOf(drawings.size()), "display:block;" + size);
    drawings.add(drawing);
    for (var label : drawing.labels()) {
      double left =
          label.x()
              - switch (label.anchor()) {
                case START -> 0;
                case MIDDLE -> LABEL_WIDTH / 2;
                case END -> LABEL_WIDTH;
              };
      double height = label.size() * 1.4;
      add(
          "<div class=\"label\" style=\"left:%spt;top:%spt;width:%spt;font-size:%spt;color:%s;text-align:%s\">%s</div>",
          decimal(left),
          decimal(label.y() - height / 2),
          decimal(LABEL_WIDTH),
          decimal(label.size()),
          Colours.css(label.colour()),
          align(label.anchor()),
          label.text());
    }
    out.append("</div>");
  }

  private static String align(Anchor anchor) {
    return switch (anchor) {
      case START -> "left";
      case MIDDLE -> "center";
      case END -> "right";
    };
  }

  private static String size(double width, double height) {
    return "width:%spt;height:%spt".formatted(decimal(width), decimal(height));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Arguments are text, never markup. */
  private void add(String markup, String... texts) {
    var safe = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      safe[i] = escape(texts[i]);
    }
    out.append(String.format(Locale.ROOT, markup, safe));
  }

  private static String escape(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                  // What XML may not hold would make the whole report unreadable.
                  boolean isAllowed = point >= 0x20 || point == '\t' || point == '\n';
                  safe.appendCodePoint(isAllowed ? point : '\uFFFD');
                }
              }
            });
    return safe.toString();
  }
}
