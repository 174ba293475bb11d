package io.hallpulse.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure beside its goal.
 *
 * @param goal of quality.md, as P1
 * @param what in a few words
 * @param good the goal; at most so much if bad is above it, at least so much if bad is below
 * @param bad from here on it fails; null if only the goal is given, which then is a most
 * @param isVoid measured by so restless a machine that it says nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
    String goal,
    String what,
    String unit,
    double median,
    double min,
    double max,
    double good,
    @Nullable Double bad,
    @JsonProperty("void") boolean isVoid) {

  /** Of several rounds. */
  public static Figure of(
      String goal,
      String what,
      String unit,
      Spread measured,
      double good,
      @Nullable Double bad,
      boolean isVoid) {
    return new Figure(
        goal, what, unit, measured.median(), measured.min(), measured.max(), good, bad, isVoid);
  }

  /** Measured once. */
  public static Figure of(
      String goal, String what, String unit, double measured, double good, @Nullable Double bad) {
    return new Figure(goal, what, unit, measured, measured, measured, good, bad, false);
  }

  /** Whether the goal is not to exceed it. */
  boolean isMost() {
    return bad == null || bad >= good;
  }

  /** What the goal says of it. */
  public String verdict() {
    if (isVoid) {
      return "VOID";
    }
    double sign = isMost() ? 1 : -1;
    if (sign * median <= sign * good) {
      return "good";
    }
    return bad == null || sign * median > sign * bad ? "FAILS" : "short of the goal";
  }
}
