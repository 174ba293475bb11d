package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.sentence.LedgerSentence;
import io.hallpulse.upkeep.ledger.Verdict.Day;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.util.Comparator;
import java.util.List;

/**
 * What the books hold of some origins: of a hall's, or of all.
 *
 * @param findings the gravest first
 * @param days the newest local days, the newest first
 */
public record Sums(
    long arrived, long stored, long lost, long doubled, List<Finding> findings, List<Day> days) {
  public static final Sums NONE = new Sums(0, 0, 0, 0, List.of(), List.of());

  private static final int MOST_DAYS = 7;

  public Sums {
    findings = findings.stream().sorted(Comparator.comparing(Finding::kind).reversed()).toList();
    days =
        days.stream()
            .sorted(Comparator.comparing(Day::localDate).reversed())
            .limit(MOST_DAYS)
            .toList();
  }

  State state(boolean isLate) {
    if (!findings.isEmpty()) {
      return findings.get(0).kind();
    }
    return isLate ? State.BEHIND : State.OK;
  }

  String text(State state, long behindSeconds) {
    return switch (state) {
      case LOST -> LedgerSentence.LOST.of(lost, findings.get(0).text());
      case DOUBLED -> LedgerSentence.DOUBLED.of(doubled, findings.get(0).text());
      case MISDATED -> findings.get(0).text();
      case BEHIND -> LedgerSentence.BEHIND.of(behindSeconds);
      default -> LedgerSentence.OK.of("%,d".formatted(stored));
    };
  }
}
