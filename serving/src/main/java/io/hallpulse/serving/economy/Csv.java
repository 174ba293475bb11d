package io.hallpulse.serving.economy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of CSV that a spreadsheet opens without running anything in them. */
final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  static String line(Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    var text = value.toString();
    var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
