package io.hallpulse.serving.report.write;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Block.Chart;
import io.hallpulse.serving.report.document.Block.Column;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Format;
import io.hallpulse.serving.report.document.Language;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes a document as a workbook: a sheet per section, numbers as numbers, charts that the
 * spreadsheet draws itself. Words are never a formula, whatever they begin with.
 */
public final class XlsxWriter {
  private static final int CHART_ROWS = 16;
  private static final int CHART_COLUMNS = 9;
  private static final int UNITS_PER_PART = 300;

  private final Document document;
  private final Language language;
  private final XSSFWorkbook book;
  private final Map<String, XSSFCellStyle> styles = new HashMap<>();

  private XlsxWriter(Document document, XSSFWorkbook book) {
    this.document = document;
    this.language = document.language();
    this.book = book;
  }

  /**
   * @param created stands in the file as the time of its making
   */
  public static byte[] write(Document document, Instant created) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var book = new XSSFWorkbook()) {
      new XlsxWriter(document, book).fill();
      var properties = book.getProperties().getCoreProperties();
      properties.setCreator("HallPulse");
      properties.setTitle(document.title());
      properties.setCreated(Optional.of(Date.from(created)));
      properties.setModified(Optional.of(Date.from(created)));
      book.write(out);
    }
    return withoutTimes(out.toByteArray());
  }

  /** The same parts in the same order, their times left out: they would be those of the making. */
  private static byte[] withoutTimes(byte[] file) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var from = new ZipInputStream(new ByteArrayInputStream(file));
        var to = new ZipOutputStream(out)) {
      for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        var same = new ZipEntry(entry.getName());
        same.setLastModifiedTime(FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
        to.putNextEntry(same);
        from.transferTo(to);
        to.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private void fill() {
    cover();
    for (var section : document.sections()) {
      var sheet = book.createSheet(section.sheet());
      int row = 0;
      put(sheet, row, 0, section.title(), title());
      row += 2;
      for (var block : section.blocks()) {
        row = block(sheet, row, block) + 1;
      }
    }
  }

  private void cover() {
    var sheet = book.createSheet(language.say("封面", "Cover"));
    sheet.setColumnWidth(0, 24 * 256);
    sheet.setColumnWidth(1, 110 * 256);
    put(sheet, 0, 0, document.title(), title());
    put(sheet, 1, 0, document.subtitle(), words());
    int row = 3;
    for (var fact : document.facts()) {
      put(sheet, row, 0, fact.name(), header(false));
      put(sheet, row, 1, fact.value(), words());
      row++;
    }
  }

  /** Gives the first row under it. */
  private int block(XSSFSheet sheet, int row, Block block) {
    if (block instanceof Block.Text text) {
      put(sheet, row, 0, text.text(), words());
      return row + 1;
    }
    if (block instanceof Block.Tiles tiles) {
      return tiles(sheet, row, tiles);
    }
    if (block instanceof Block.Table table) {
      return table(sheet, row, table);
    }
    if (block instanceof Block.Chart chart) {
      return chart(sheet, row, chart);
    }
    return map(sheet, row, (Block.Map) block);
  }

  private int tiles(XSSFSheet sheet, int from, Block.Tiles tiles) {
    int row = from;
    for (var tile : tiles.tiles()) {
      put(sheet, row, 0, tile.title(), words());
      put(sheet, row, 1, tile.value());
      put(sheet, row, 2, tile.unit(), words());
      for (int i = 0; i < tile.beside().size(); i++) {
        put(sheet, row, 3 + i, tile.beside().get(i), words());
      }
      row++;
    }
    widen(sheet, 0, 24);
    widen(sheet, 1, 18);
    return row;
  }

  private int table(XSSFSheet sheet, int from, Block.Table table) {
    int row = from;
    put(sheet, row++, 0, table.title(), header(false));
    int head = row;
    for (int i = 0; i < table.columns().size(); i++) {
      put(sheet, row, i, table.columns().get(i).title(), header(table.columns().get(i).isNumber()));
      widen(sheet, i, width(table.columns().get(i)));
    }
    row++;
    for (var cells : table.rows()) {
      for (int i = 0; i < cells.size(); i++) {
        put(sheet, row, i, cells.get(i));
      }
      row++;
    }
    if (sheet.getRepeatingRows() == null) {
      sheet.setRepeatingRows(new CellRangeAddress(head, head, -1, -1));
    }
    for (var note : table.notes()) {
      put(sheet, row++, 0, note, words());
    }
    return row;
  }

  private static int width(Column column) {
    return Math.max(column.isNumber() ? 12 : 10, column.width() + 4);
  }

  private static void widen(XSSFSheet sheet, int column, int characters) {
    sheet.setColumnWidth(
        column, Math.max(sheet.getColumnWidth(column), Math.min(characters, 60) * UNITS_PER_PART));
  }

  private int map(XSSFSheet sheet, int from, Block.Map map) {
    int row = from;
    put(sheet, row++, 0, map.title() + " " + map.unit(), header(false));
    for (var shade : map.shades()) {
      put(sheet, row, 0, shade.name(), words());
      put(sheet, row, 1, shade.value());
      row++;
    }
    return row;
  }

  /** Its numbers, and right of them what the spreadsheet makes of them. */
  private int chart(XSSFSheet sheet, int from, Chart chart) {
    int row = from;
    put(sheet, row++, 0, (chart.title() + " " + chart.unit()).strip(), header(false));
    int head = row++;
    for (int i = 0; i < chart.series().size(); i++) {
      put(sheet, head, 1 + i, chart.series().get(i).name(), header(true));
    }
    int first = row;
    for (int i = 0; i < chart.categories().size(); i++) {
      put(sheet, row, 0, chart.categories().get(i), words());
      for (int j = 0; j < chart.series().size(); j++) {
        var value = chart.series().get(j).values().get(i);
        if (value != null) {
          put(sheet, row, 1 + j, new Cell.Number(value, chart.series().get(j).format()));
        }
      }
      row++;
    }
    widen(sheet, 0, 24);
    if (chart.isEmpty()) {
      return row;
    }
    draw(sheet, head, first, row - 1, chart);
    return Math.max(row, head + CHART_ROWS) + 1;
  }

  private void draw(XSSFSheet sheet, int head, int first, int last, Chart chart) {
    var drawing = sheet.createDrawingPatriarch();
    int left = chart.series().size() + 2;
    int rows = Math.max(CHART_ROWS, chart.kind() == Chart.Kind.BARS ? last - first + 2 : 0);
    var drawn =
        drawing.createChart(
            drawing.createAnchor(0, 0, 0, 0, left, head, left + CHART_COLUMNS, head + rows));
    drawn.setTitleText(chart.title());
    drawn.setTitleOverlay(false);
    if (chart.series().size() > 1) {
      drawn.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    }
    var bottom = drawn.createCategoryAxis(AxisPosition.BOTTOM);
    var side = drawn.createValueAxis(AxisPosition.LEFT);
    side.setCrosses(AxisCrosses.AUTO_ZERO);
    var data =
        drawn.createData(
            chart.kind() == Chart.Kind.LINE ? ChartTypes.LINE : ChartTypes.BAR, bottom, side);
    if (data instanceof XDDFBarChartData bars) {
      bars.setBarDirection(chart.kind() == Chart.Kind.BARS ? BarDirection.BAR : BarDirection.COL);
    }
    var categories =
        XDDFDataSourcesFactory.fromStringCellRange(sheet, new CellRangeAddress(first, last, 0, 0));
    for (int i = 0; i < chart.series().size(); i++) {
      var values =
          XDDFDataSourcesFactory.fromNumericCellRange(
              sheet, new CellRangeAddress(first, last, 1 + i, 1 + i));
      data.addSeries(categories, values).setTitle(chart.series().get(i).name(), null);
    }
    drawn.plot(data);
  }

  private void put(XSSFSheet sheet, int row, int column, Cell cell) {
    if (cell instanceof Cell.Number number) {
      var placed = at(sheet, row, column);
      placed.setCellValue(number.value().doubleValue());
      placed.setCellStyle(number(number.format()));
    } else if (cell instanceof Cell.Missing missing) {
      put(sheet, row, column, language.say("不可用：", "not available: ") + missing.reason(), words());
    } else {
      put(sheet, row, column, ((Cell.Words) cell).text(), words());
    }
  }

  private static void put(XSSFSheet sheet, int row, int column, String text, CellStyle style) {
    var placed = at(sheet, row, column);
    placed.setCellValue(text);
    placed.setCellStyle(style);
  }

  private static XSSFCell at(XSSFSheet sheet, int row, int column) {
    var found = sheet.getRow(row);
    return (found == null ? sheet.createRow(row) : found).createCell(column);
  }

  /** Text that stays text also when somebody edits the cell or saves the sheet as another file. */
  private XSSFCellStyle words() {
    return styles.computeIfAbsent(
        "words",
        key -> {
          var style = book.createCellStyle();
          style.setQuotePrefixed(true);
          style.setDataFormat(book.createDataFormat().getFormat("@"));
          return style;
        });
  }

  private XSSFCellStyle number(Format format) {
    return styles.computeIfAbsent(
        format.name(),
        key -> {
          var style = book.createCellStyle();
          style.setDataFormat(book.createDataFormat().getFormat(format.ofSheet()));
          return style;
        });
  }

  private XSSFCellStyle header(boolean isNumber) {
    return styles.computeIfAbsent(
        "header" + isNumber,
        key -> {
          var style = bold(10);
          style.setQuotePrefixed(true);
          style.setWrapText(true);
          style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
          style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
          style.setAlignment(isNumber ? HorizontalAlignment.RIGHT : HorizontalAlignment.LEFT);
          return style;
        });
  }

  private XSSFCellStyle title() {
    return styles.computeIfAbsent(
        "title",
        key -> {
          var style = bold(14);
          style.setQuotePrefixed(true);
          return style;
        });
  }

  private XSSFCellStyle bold(int points) {
    var font = book.createFont();
    font.setBold(true);
    font.setFontHeightInPoints((short) points);
    var style = book.createCellStyle();
    style.setFont(font);
    return style;
  }
}
