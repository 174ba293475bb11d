package io.hallpulse.upkeep.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.hallpulse.schemas.sentence.LedgerSentence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler holds of the ledger.
 *
 * @param text the state in a sentence
 * @param at when it was found
 * @param behindSeconds for how long the first event that is not stored has been waiting, 0 for none
 * @param arrived distinct events in the topic, as far as the lake has come in it
 * @param stored rows in the lake
 * @param unreadable records of the topic that are no batches; they belong among the dead letters.
 *     Null in the verdict of some halls: what nobody can read is no hall's
 * @param denied batches whose writer may not write them; they are among the dead letters. Null in
 *     the verdict of some halls: whoever is turned away may have named any
 * @param lastDenied why the last of them was turned away, empty for none
 * @param findings what is wrong, the gravest first; the first few of them
 * @param days the newest local days
 * @param parts the same by halls
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
    State state,
    String text,
    Instant at,
    long behindSeconds,
    long arrived,
    long stored,
    long lost,
    long doubled,
    @Nullable Long unreadable,
    @Nullable Long denied,
    @Nullable String lastDenied,
    List<Finding> findings,
    List<Day> days,
    @JsonIgnore Parts parts) {
  private static final int MOST_FINDINGS = 20;

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
    findings = findings.stream().limit(MOST_FINDINGS).toList();
    days = List.copyOf(days);
  }

  Verdict(
      State state,
      String text,
      Instant at,
      long behindSeconds,
      Sums sums,
      @Nullable Long unreadable,
      @Nullable Long denied,
      @Nullable String lastDenied,
      Parts parts) {
    this(
        state,
        text,
        at,
        behindSeconds,
        sums.arrived(),
        sums.stored(),
        sums.lost(),
        sums.doubled(),
        unreadable,
        denied,
        lastDenied,
        sums.findings(),
        sums.days(),
        parts);
  }

  public static Verdict starting(Instant now) {
    return without(State.STARTING, LedgerSentence.STARTING.of(), now);
  }

  public static Verdict unknown(String why, Instant now) {
    return without(State.UNKNOWN, why, now);
  }

  private static Verdict without(State state, String text, Instant now) {
    return new Verdict(state, text, now, 0, Sums.NONE, 0L, 0L, "", Parts.NONE);
  }

  /** The verdict of some halls alone. */
  public Verdict of(Set<String> halls) {
    var sums = parts.of(halls);
    if (state == State.STARTING || state == State.UNKNOWN) {
      return limited(state, text, sums);
    }
    if (sums.equals(Sums.NONE)) {
      return limited(State.UNKNOWN, LedgerSentence.NOTHING_KNOWN.of(), sums);
    }
    var itsState = sums.state(parts.isLate());
    return limited(itsState, sums.text(itsState, behindSeconds), sums);
  }

  /** Without what belongs to no hall. */
  private Verdict limited(State itsState, String itsText, Sums sums) {
    return new Verdict(itsState, itsText, at, behindSeconds, sums, null, null, null, parts);
  }

  /** The verdict as it counts later: one that is not renewed says nothing. */
  public Verdict asOf(Instant now) {
    return state != State.STARTING && at.isBefore(now.minus(STALE))
        ? unknown(LedgerSentence.STALE.of(at), now)
        : this;
  }
}
