package io.hallpulse.domain.market;

/**
 * Why a row of a feed is not let in.
 *
 * @param field the field that is to blame, empty for the row as a whole
 * @param text names the value, so that a person can act on it
 */
public record Rejection(Reason reason, String field, String text) {
  /** In the order in which they are looked for. */
  public enum Reason {
    BAD_JSON,
    UNKNOWN_KIND,
    MISSING_FIELD,
    BAD_USCC,
    NOT_MARKET_ENTITY,
    BAD_DATE,
    FUTURE_DATE,
    UNKNOWN_TYPE,
    BAD_INDUSTRY,
    BAD_SUBDISTRICT,
    SAME_DISTRICT,
    /** Of a CSV row that says otherwise what was said before, and is no entry. */
    CONFLICT
  }

  @Override
  public String toString() {
    return reason + (text.isEmpty() ? "" : ": " + text);
  }
}
