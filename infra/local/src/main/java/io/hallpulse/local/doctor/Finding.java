package io.hallpulse.local.doctor;

/** One thing that was looked at. */
public record Finding(Verdict verdict, String what, String remedy) {
  /** How grave it is. */
  public enum Verdict {
    OK,
    /** Something works less well without it. */
    WARN,
    /** Nothing works without it. */
    MISSING
  }

  static Finding ok(String what) {
    return new Finding(Verdict.OK, what, "");
  }

  static Finding warn(String what, String remedy) {
    return new Finding(Verdict.WARN, what, remedy);
  }

  static Finding missing(String what, String remedy) {
    return new Finding(Verdict.MISSING, what, remedy);
  }

  public String line() {
    return "%-8s %s%s".formatted(verdict, what, remedy.isEmpty() ? "" : ": " + remedy);
  }
}
