package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * What 100 units of a currency were worth on a day.
 *
 * @param currency three letters, as in USD
 */
public record FxRate(
    String currency, String date, @JsonProperty("cny_per_100") BigDecimal cnyPer100)
    implements Datum {
  public FxRate {
    required(currency, "currency");
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          "currency must be three letters like USD, got " + currency);
    }
    Datum.date(date, "date");
    if (required(cnyPer100, "cny_per_100").signum() <= 0) {
      throw new IllegalArgumentException("cny_per_100 must be above 0, got " + cnyPer100);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.FX_RATE;
  }

  @Override
  public String id() {
    return currency + "/" + date;
  }
}
