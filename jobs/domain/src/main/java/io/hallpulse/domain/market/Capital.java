package io.hallpulse.domain.market;

import io.hallpulse.domain.market.CreditCode.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Registered capital as it is written and what it comes to: {@code 1,226.5700(万)} are 12265700.00
 * CNY.
 *
 * @param cents hundredths of CNY, null unless it is known
 */
public record Capital(Status status, @Nullable Long cents) {
  public static final Capital ABSENT = new Capital(Status.ABSENT, null);
  private static final Capital UNPARSED = new Capital(Status.UNPARSED, null);
  private static final Capital NO_RATE = new Capital(Status.NO_RATE, null);

  private static final Set<String> NOTHING =
      Set.of("", "N/A", "NA", "null", "-", "--", "/", "无", "未知", "暂无");
  private static final Map<String, String> CURRENCIES =
      Map.ofEntries(
          Map.entry("人民币", "CNY"),
          Map.entry("RMB", "CNY"),
          Map.entry("CNY", "CNY"),
          Map.entry("美元", "USD"),
          Map.entry("USD", "USD"),
          Map.entry("日元", "JPY"),
          Map.entry("JPY", "JPY"),
          Map.entry("欧元", "EUR"),
          Map.entry("EUR", "EUR"),
          Map.entry("港元", "HKD"),
          Map.entry("港币", "HKD"),
          Map.entry("HKD", "HKD"),
          Map.entry("英镑", "GBP"),
          Map.entry("GBP", "GBP"),
          Map.entry("韩元", "KRW"),
          Map.entry("KRW", "KRW"),
          Map.entry("新台币", "TWD"),
          Map.entry("TWD", "TWD"),
          Map.entry("加元", "CAD"),
          Map.entry("CAD", "CAD"),
          Map.entry("澳元", "AUD"),
          Map.entry("AUD", "AUD"),
          Map.entry("新加坡元", "SGD"),
          Map.entry("SGD", "SGD"),
          Map.entry("瑞士法郎", "CHF"),
          Map.entry("CHF", "CHF"),
          Map.entry("德国马克", "DEM"),
          Map.entry("DEM", "DEM"));
  private static final String CURRENCY = "(" + String.join("|", CURRENCIES.keySet()) + ")?";
  private static final String UNIT = "(?=.)([万亿])?元?" + CURRENCY;
  private static final Pattern WRITTEN =
      Pattern.compile(
          CURRENCY
              + "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)"
              + "(?:\\((?=[^)])([万亿])?元?"
              + CURRENCY
              + "\\)|(?=[^整])"
              + UNIT
              + ")整?");

  private static final BigDecimal MOST = BigDecimal.TEN.pow(12);

  /** Whether an amount is known, and if not, why. */
  public enum Status {
    KNOWN,
    ABSENT,
    UNPARSED,
    NO_RATE
  }

  /**
   * Reads what is written.
   *
   * @param rates CNY for 100 of a foreign currency, by its three letters, on the day that matters
   */
  public static Capital of(@Nullable String raw, Function<String, Optional<BigDecimal>> rates) {
    var text = raw == null ? "" : Texts.compact(raw);
    if (NOTHING.contains(text)) {
      return ABSENT;
    }
    var read = WRITTEN.matcher(text);
    if (!read.matches()) {
      return UNPARSED;
    }
    var before = read.group(1);
    var after = first(read.group(4), read.group(6));
    if (before != null && after != null && !currency(before).equals(currency(after))) {
      return UNPARSED;
    }
    var currency = currency(first(before, after));
    var amount =
        new BigDecimal(read.group(2).replace(",", ""))
            .scaleByPowerOfTen(power(first(read.group(3), read.group(5))));
    if (currency.equals("CNY")) {
      return known(amount);
    }
    return rates
        .apply(currency)
        .map(rate -> known(amount.multiply(rate).movePointLeft(2)))
        .orElse(NO_RATE);
  }

  private static Capital known(BigDecimal cny) {
    return cny.compareTo(MOST) > 0
        ? UNPARSED
        : new Capital(
            Status.KNOWN, cny.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static int power(@Nullable String multiple) {
    return multiple == null ? 0 : multiple.equals("万") ? 4 : 8;
  }

  private static String currency(@Nullable String written) {
    return written == null ? "CNY" : CURRENCIES.getOrDefault(written, "CNY");
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
