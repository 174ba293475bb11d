package io.hallpulse.serving.report.write;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.hallpulse.serving.report.document.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Calendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * Writes a document as PDF: embedded subsets of TrueType fonts, drawings of lines and shapes. The
 * same document and stamp make the same bytes.
 */
public final class PdfWriter {
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  static {
    XRLog.setLoggingEnabled(false);
    System.setProperty("java.awt.headless", "true");
  }

  private PdfWriter() {}

  /**
   * @param created stands in the file as the time of its making
   */
  public static byte[] write(Document document, Instant created) throws IOException {
    var page = Html.of(document);
    var builder = new PdfRendererBuilder();
    builder.useFastMode();
    builder.useFont(() -> font("regular"), Style.FONT, REGULAR, FontStyle.NORMAL, true);
    builder.useFont(() -> font("bold"), Style.FONT, BOLD, FontStyle.NORMAL, true);
    builder.useObjectDrawerFactory(new Drawings(page.drawings()));
    builder.withHtmlContent(page.html(), null);
    builder.withProducer("HallPulse");
    var out = new ByteArrayOutputStream();
    try (var renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      try (var pdf = renderer.getPdfDocument()) {
        pdf.setDocumentInformation(information(document, created));
        pdf.getDocument().setIsXRefStream(false);
        pdf.setDocumentId(0L);
        pdf.save(out, CompressParameters.NO_COMPRESSION);
      }
    }
    return out.toByteArray();
  }

  private static InputStream font(String weight) {
    return Objects.requireNonNull(
        PdfWriter.class.getResourceAsStream("/fonts/" + weight + ".ttf"),
        () -> "The build has not put fonts/" + weight + ".ttf beside the program");
  }

  private static PDDocumentInformation information(Document document, Instant created) {
    var time = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    time.setTimeInMillis(created.toEpochMilli());
    var information = new PDDocumentInformation();
    information.setTitle(document.title());
    information.setSubject(document.subtitle());
    information.setProducer("HallPulse");
    information.setCreationDate(time);
    return information;
  }
}
