package io.hallpulse.serving.report.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How a number is written, on paper and in a cell of a sheet. */
public enum Format {
  COUNT("#,##0", 0, ""),
  RANK("0", 0, ""),
  YEAR("0", 0, ""),
  PERCENT("#,##0.00", 2, "%"),
  /** A change: its sign is always told. */
  CHANGE("+#,##0.00;-#,##0.00;0.00", 2, "%"),
  /** A change of a count. */
  STEP("+#,##0;-#,##0;0", 0, ""),
  DECIMAL("#,##0.00", 2, ""),
  RATIO("#,##0.000", 3, ""),
  MONEY("#,##0.00", 2, ""),
  MINUTES("#,##0.0", 1, "");

  private final String pattern;
  private final int places;
  private final String sign;

  Format(String pattern, int places, String sign) {
    this.pattern = pattern;
    this.places = places;
    this.sign = sign;
  }

  /** As people read it. */
  public String write(BigDecimal value) {
    var rounded = value.setScale(places, RoundingMode.HALF_UP);
    var parts = pattern.split(";");
    // Of a change: how more, less and no change are written.
    var used = parts[parts.length == 1 || rounded.signum() > 0 ? 0 : rounded.signum() < 0 ? 1 : 2];
    var format = new DecimalFormat(used, DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(parts.length == 1 ? rounded : rounded.abs()) + sign;
  }

  /** The number format of a spreadsheet; the percent sign is written, nothing is multiplied. */
  public String ofSheet() {
    if (sign.isEmpty()) {
      return pattern;
    }
    var quoted = "\"" + sign + "\"";
    return pattern.replace(";", quoted + ";") + quoted;
  }
}
