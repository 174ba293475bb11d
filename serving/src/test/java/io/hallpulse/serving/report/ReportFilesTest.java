package io.hallpulse.serving.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.report.document.Block;
import io.hallpulse.serving.report.document.Cell;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Document.Section;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.write.PdfWriter;
import io.hallpulse.serving.report.write.XlsxWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of whole reports, read again by what reads PDFs and workbooks. */
class ReportFilesTest {
  private static final Instant STAMP = Instant.parse("2026-11-02T22:31:00Z");

  /** For people who want to look: -Dhallpulse.reports=FOLDER keeps the files. */
  private static final Optional<Path> KEPT =
      Optional.ofNullable(System.getProperty("hallpulse.reports")).map(Path::of);

  private static Document document(String kind, String period, Language language) {
    var known = KnownDistrict.of(SampleFigures.DISTRICT);
    return kind.equals("service-daily")
        ? ServiceReport.of(SampleFigures.service(), language, known)
        : EconomyReport.of(SampleFigures.economy(kind, period), language, known);
  }

  @ParameterizedTest
  @CsvSource({
    "service-daily, 2026-11-02, ZH",
    "service-daily, 2026-11-02, EN",
    "economy-weekly, 2026-W44, ZH",
    "economy-monthly, 2026-10, ZH",
    "economy-monthly, 2026-10, EN",
    "economy-quarterly, 2026-Q3, ZH",
    "economy-yearly, 2025, EN"
  })
  void everyGlyphIsThereAndEveryFontEmbedded(String kind, String period, Language language)
      throws IOException {
    var document = document(kind, period, language);
    var file = PdfWriter.write(document, STAMP);
    var workbook = XlsxWriter.write(document, STAMP);
    keep(kind + "-" + period + "." + language.key(), file, workbook);

    try (var pdf = Loader.loadPDF(file)) {
      var text = new PDFTextStripper().getText(pdf);
      var cover = text(pdf, 1);
      assertThat(text).doesNotContain("#").doesNotContain("\uFFFD");
      assertThat(cover)
          .contains(document.title(), language.say("数据截至", "Data as of"), "2026-11-03 06:30:00")
          .contains(language.say("覆盖", "Coverage"));
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        assertThat(text(pdf, page)).contains("%d / %d".formatted(page, pdf.getNumberOfPages()));
      }
      assertThat(fonts(pdf)).isNotEmpty().allSatisfy(ReportFilesTest::isEmbeddedSubset);
    }
    assertThat(file.length).isLessThan(400_000);
  }

  private static void isEmbeddedSubset(PDFont font) {
    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
    assertThat(font.getName()).matches("[A-Z]{6}\\+.*");
  }

  private static List<PDFont> fonts(PDDocument pdf) throws IOException {
    var fonts = new ArrayList<PDFont>();
    for (var page : pdf.getPages()) {
      for (COSName name : page.getResources().getFontNames()) {
        fonts.add(page.getResources().getFont(name));
      }
    }
    return fonts;
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    var stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    // A glyph of two characters is read as the lower one, which may be a radical.
    return Normalizer.normalize(stripper.getText(pdf), Form.NFKC);
  }

  @Test
  void theHeaderOfALongTableStandsOnEveryPageOfIt() throws IOException {
    var file = PdfWriter.write(document("service-daily", "2026-11-02", Language.EN), STAMP);

    try (var pdf = Loader.loadPDF(file)) {
      int headers = 0;
      int pages = 0;
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        var text = text(pdf, page);
        if (text.contains("单位")) {
          pages++;
          headers += text.contains("Category") ? 1 : 0;
        }
      }
      assertThat(pages).isGreaterThan(1);
      assertThat(headers).isEqualTo(pages);
    }
  }

  @Test
  void theSameFiguresMakeTheSameBytesButForTheStamp() throws IOException {
    var first = document("economy-monthly", "2026-10", Language.ZH);
    var again = document("economy-monthly", "2026-10", Language.ZH);
    var later = STAMP.plusSeconds(86_400);

    assertThat(PdfWriter.write(again, STAMP)).isEqualTo(PdfWriter.write(first, STAMP));
    assertThat(unstamped(PdfWriter.write(again, later)))
        .isEqualTo(unstamped(PdfWriter.write(first, STAMP)));
    assertThat(XlsxWriter.write(again, STAMP)).isEqualTo(XlsxWriter.write(first, STAMP));
    assertThat(parts(XlsxWriter.write(again, later)))
        .isEqualTo(parts(XlsxWriter.write(first, STAMP)));
  }

  private static String unstamped(byte[] pdf) {
    return new String(pdf, ISO_8859_1)
        .replaceAll("/CreationDate \\(D:[^)]*\\)", "")
        .replaceAll("/ID \\[[^]]*]", "");
  }

  /** All but the properties, where the stamp stands. */
  private static List<String> parts(byte[] workbook) throws IOException {
    var parts = new ArrayList<String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.getName().equals("docProps/core.xml")) {
          parts.add(entry.getName() + "\n" + new String(zip.readAllBytes(), ISO_8859_1));
        }
      }
    }
    return parts;
  }

  @Test
  void aWorkbookHoldsNumbersAndChartsOfItsOwn() throws IOException {
    var file = XlsxWriter.write(document("economy-monthly", "2026-10", Language.EN), STAMP);

    try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      var overview = book.getSheet("Overview");
      assertThat(overview.getRow(2).getCell(0).getStringCellValue()).isEqualTo("Stock");
      assertThat(overview.getRow(2).getCell(1).getCellType()).isEqualTo(CellType.NUMERIC);
      assertThat(overview.getRow(2).getCell(1).getNumericCellValue()).isEqualTo(170_350);
      assertThat(overview.getDrawingPatriarch().getCharts()).hasSize(2);
      assertThat(
              overview
                  .getDrawingPatriarch()
                  .getCharts()
                  .get(1)
                  .getChartSeries()
                  .get(0)
                  .getSeriesCount())
          .isEqualTo(2);
      assertThat(book.getSheet("Industries").getDrawingPatriarch().getCharts()).hasSize(1);
    }
  }

  @Test
  void wordsAreNeverAFormula() throws IOException {
    var evil = "=HYPERLINK(\"http://example.org\",\"a\")";
    var document =
        new Document(
            Language.EN,
            "=1+1",
            "@SUM(A1)",
            List.of(new Document.Fact("+1", "-1")),
            List.of(
                new Section(
                    "one",
                    "one",
                    List.of(
                        new Block.Table(
                            evil,
                            List.of(Block.Column.words("=2", 1)),
                            List.of(List.of(Cell.of(evil))))))),
            "");

    try (var book = new XSSFWorkbook(new ByteArrayInputStream(XlsxWriter.write(document, STAMP)))) {
      int cells = 0;
      for (var sheet : book) {
        for (var row : sheet) {
          for (var cell : row) {
            cells++;
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getCellStyle().getQuotePrefixed())
                .as(cell.getStringCellValue())
                .isTrue();
          }
        }
      }
      assertThat(cells).isEqualTo(8);
    }
  }

  @Test
  void whatHasNoBaseSaysWhy() {
    var document = document("economy-monthly", "2026-10", Language.EN);
    var missing =
        document.sections().stream()
            .flatMap(section -> section.blocks().stream())
            .filter(Block.Table.class::isInstance)
            .flatMap(table -> ((Block.Table) table).rows().stream())
            .flatMap(List::stream)
            .filter(Cell.Missing.class::isInstance)
            .map(cell -> ((Cell.Missing) cell).reason())
            .toList();

    assertThat(missing)
        .contains("the base is too small", "no population figure", "nothing to compute it from");
  }

  private static void keep(String name, byte[] pdf, byte[] workbook) throws IOException {
    if (KEPT.isPresent()) {
      Files.createDirectories(KEPT.get());
      Files.write(KEPT.get().resolve(name + ".pdf"), pdf);
      Files.write(KEPT.get().resolve(name + ".xlsx"), workbook);
    }
  }
}
