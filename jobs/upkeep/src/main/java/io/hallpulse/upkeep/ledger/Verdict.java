package io.hallpulse.upkeep.ledger;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the reconciler holds of the ledger.
 *
 * @param text the state in a sentence
 * @param at when it was found
 * @param behindSeconds for how long the first event that is not stored has been waiting, 0 for none
 * @param arrived distinct events in the topic, as far as the lake has come in it
 * @param stored rows in the lake
 * @param unreadable records of the topic that are no batches; they belong among the dead letters
 * @param denied batches whose writer may not write them; they are among the dead letters
 * @param lastDenied why the last of them was turned away, empty for none
 * @param findings what is wrong, the gravest first; the first few of them
 * @param days the newest local days
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Verdict(
    State state,
    String text,
    Instant at,
    long behindSeconds,
    long arrived,
    long stored,
    long lost,
    long doubled,
    long unreadable,
    long denied,
    String lastDenied,
    List<Finding> findings,
    List<Day> days) {
  /** A reconciler that says nothing for so long has no verdict. */
  private static final Duration STALE = Duration.ofMinutes(5);

  /** From good to bad. */
  public enum State {
    STARTING,
    OK,
    BEHIND,
    /** The lake or the topic cannot be read. */
    UNKNOWN,
    /** All there once, but not under their local days. */
    MISDATED,
    DOUBLED,
    LOST
  }

  /** A local day's distinct events in the topic and rows in the lake, of all origins. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Day(LocalDate localDate, long arrived, long stored) {}

  public Verdict {
    findings = List.copyOf(findings);
    days = List.copyOf(days);
  }

  public static Verdict starting(Instant now) {
    return without(State.STARTING, "reads the ledger", now);
  }

  public static Verdict unknown(String why, Instant now) {
    return without(State.UNKNOWN, why, now);
  }

  private static Verdict without(State state, String text, Instant now) {
    return new Verdict(state, text, now, 0, 0, 0, 0, 0, 0, 0, "", List.of(), List.of());
  }

  /** The verdict as it counts later: one that is not renewed says nothing. */
  public Verdict asOf(Instant now) {
    return state != State.STARTING && at.isBefore(now.minus(STALE))
        ? unknown("no verdict since " + at, now)
        : this;
  }
}
