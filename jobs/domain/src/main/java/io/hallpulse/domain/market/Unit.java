package io.hallpulse.domain.market;

/** Units of figures, each with the places to which it is rounded. */
public enum Unit {
  COUNT("count", 0),
  PERCENT("percent", 2),
  CNY("CNY", 2),
  PER_10000("per_10000", 2),
  RATIO("ratio", 3),
  RANK("rank", 0),
  YEAR("year", 0),
  WORKING_HOURS("working_hours", 2);

  private final String told;
  private final int places;

  Unit(String told, int places) {
    this.told = told;
    this.places = places;
  }

  public String told() {
    return told;
  }

  public int places() {
    return places;
  }
}
