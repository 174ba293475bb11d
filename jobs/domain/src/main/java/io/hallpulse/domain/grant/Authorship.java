package io.hallpulse.domain.grant;

import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one source and epoch, to notice that two write it: who writes, and what
 * stood under the newest {@value #WINDOW} numbers. Without it the events of the second would be
 * taken for repeats of the first and vanish. Two stores under one name differ in their writer; two
 * copies of one store go apart within the window. It does not grow.
 *
 * @param writer as the signature names it
 * @param highest seq seen so far
 * @param digests of the events, at seq modulo {@value #WINDOW}; 0 where none is known
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Authorship(long writer, long highest, int[] digests) {
  static final int WINDOW = 256;

  /** Of a source and epoch of which nothing has come before. */
  public static Authorship of(long writer) {
    return new Authorship(writer, 0, new int[WINDOW]);
  }

  /**
   * Whether somebody else has written this epoch before.
   *
   * @param before null if nothing has come of it
   */
  public static Optional<Denial> denial(
      @Nullable Authorship before, long writer, EventBatch batch) {
    if (before == null) {
      return Optional.empty();
    }
    if (before.writer != writer) {
      return Optional.of(
          twoWriters(
              batch, "%016x wrote it before, this is %016x".formatted(before.writer, writer)));
    }
    long seq = before.conflict(batch);
    return seq == 0
        ? Optional.empty()
        : Optional.of(twoWriters(batch, "seq %d came before as another event".formatted(seq)));
  }

  /** With the events of a batch that {@link #denial} has let in. */
  public Authorship with(EventBatch batch) {
    var events = batch.getEvents();
    if (events.isEmpty()) {
      return this;
    }
    long first = batch.getFirstSeq();
    long last = first + events.size() - 1;
    long newest = Math.max(highest, last);
    var next = digests.clone();
    // Numbers that were left out may come later; what stood in their places is of others.
    for (long seq = Math.max(highest + 1, newest - WINDOW + 1); seq < first; seq++) {
      next[slot(seq)] = 0;
    }
    for (long seq = Math.max(first, newest - WINDOW + 1); seq <= last; seq++) {
      next[slot(seq)] = digest(events.get((int) (seq - first)));
    }
    return new Authorship(writer, newest, next);
  }

  /** The first number under which another event is known, 0 for none. */
  private long conflict(EventBatch batch) {
    long first = batch.getFirstSeq();
    long from = Math.max(first, highest - WINDOW + 1);
    long to = Math.min(first + batch.getEvents().size() - 1, highest);
    for (long seq = from; seq <= to; seq++) {
      int known = digests[slot(seq)];
      if (known != 0 && known != digest(batch.getEvents().get((int) (seq - first)))) {
        return seq;
      }
    }
    return 0;
  }

  private static int slot(long seq) {
    return (int) (seq % WINDOW);
  }

  /**
   * Of fields that every version of the schema has, and not of the kind, which reads as UNKNOWN
   * until this program knows it: a repeat is one whichever version wrote or reads it.
   */
  private static int digest(Event event) {
    long hash = event.getTime();
    hash = mixed(hash, event.getRecorded());
    hash = mixed(hash, event.getTicketId());
    hash = mixed(hash, event.getCounterId());
    hash = mixed(hash, event.getStaffId());
    hash = mixed(hash, event.getQueueId());
    hash = mixed(hash, event.getCaseId());
    hash = mixed(hash, event.getLevel());
    hash = mixed(hash, event.getLastSeq());
    int folded = (int) (hash ^ (hash >>> 32));
    return folded == 0 ? 1 : folded;
  }

  /** Hash codes of texts and numbers are the same in every process. */
  private static long mixed(long hash, @Nullable Object value) {
    return (hash ^ (value == null ? 0 : value.hashCode())) * 0x9E3779B97F4A7C15L;
  }

  private static Denial twoWriters(EventBatch batch, String what) {
    return new Denial(
        Rule.TWO_WRITERS,
        "source %s epoch %d of hall %s: %s"
            .formatted(batch.getSource(), batch.getEpoch(), batch.getHallId(), what));
  }
}
