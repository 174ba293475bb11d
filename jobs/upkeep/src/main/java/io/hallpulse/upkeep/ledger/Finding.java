package io.hallpulse.upkeep.ledger;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.hallpulse.schemas.sentence.LedgerSentence;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with an origin's events.
 *
 * @param count how many events are concerned
 * @param neverArrived of lost ones: how many the source had accepted that never came to the topic
 * @param firstSeqs the lowest of them
 * @param days local days whose counts of arrived and stored events differ
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Finding(
    Verdict.State kind,
    String source,
    long epoch,
    long count,
    long neverArrived,
    List<Long> firstSeqs,
    List<LocalDate> days) {
  /** Stands for the source of records that tell none; their offsets are the numbers. */
  static final String UNREADABLE = "unreadable without dead letter in partition ";

  public Finding {
    firstSeqs = List.copyOf(firstSeqs);
    days = List.copyOf(days);
  }

  String text() {
    if (kind == Verdict.State.MISDATED) {
      return LedgerSentence.MISDATED.of(source, epoch, days);
    }
    var seqs = firstSeqs.stream().map(String::valueOf).collect(Collectors.joining(", "));
    var more = count > firstSeqs.size() ? ", …" : "";
    return source.startsWith(UNREADABLE)
        ? LedgerSentence.AT_OFFSETS.of(source.substring(UNREADABLE.length()), seqs + more)
        : LedgerSentence.AT_SEQS.of(source, epoch, seqs + more);
  }
}
