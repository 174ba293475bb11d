package io.hallpulse.domain.forecast;

/** What a back-test compares, in the order in which it is shown. */
public enum Method {
  FORECAST("forecast"),
  LES("LES"),
  HOL("HOL"),
  QL("QL"),
  QL_COUNTERS("QL by counters"),
  LES_FITTED("LES, fitted"),
  HOL_FITTED("HOL, fitted"),
  QL_FITTED("QL, fitted"),
  QL_COUNTERS_FITTED("QL by counters, fitted");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** As people read it. */
  public String label() {
    return label;
  }
}
