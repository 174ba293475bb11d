package io.hallpulse.domain.ticket;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was said about a ticket, in fold order, what was written of it, and when to look
 * at it again (microseconds in the time of its source; {@link #NEVER}).
 *
 * @param moves its events
 * @param revision revision of the row written last, or the one to go on from
 * @param written digest of that row, to tell whether it has changed
 * @param lookAt when there may be more to write
 * @param dropAt when corrections are no longer taken; {@link #NEVER} as long as its day goes on
 * @param counted what it stands for in the books of counters and queues, cards among it
 * @param ratingsRevision revision of its ratings' rows written last, or the one to go on from
 * @param ratingsWritten digest of those rows
 */
public record TicketHistory(
    String ticketId,
    List<TicketMove> moves,
    long revision,
    long written,
    long lookAt,
    long dropAt,
    List<Counted> counted,
    long ratingsRevision,
    long ratingsWritten) {
  public static final long NEVER = Long.MAX_VALUE;

  public TicketHistory {
    counted = counted == null ? List.of() : counted; // in state written before there was any
  }

  /**
   * Of a ticket of which nothing is known.
   *
   * @param revisionsFrom the highest revision that a row of it may have had before
   */
  public static TicketHistory of(String ticketId, long revisionsFrom) {
    return new TicketHistory(
        ticketId, List.of(), revisionsFrom, 0, NEVER, NEVER, List.of(), revisionsFrom, 0);
  }

  /** With one more event, at its place. */
  public TicketHistory with(TicketMove move) {
    var more = new ArrayList<TicketMove>(moves.size() + 1);
    more.addAll(moves);
    int place = more.size();
    while (place > 0 && TicketMove.FOLD_ORDER.compare(more.get(place - 1), move) > 0) {
      place--;
    }
    more.add(place, move);
    return changed(more, revision, written, lookAt, dropAt, counted);
  }

  /** With the verdict on the move at that place written once more. */
  public TicketHistory listing(int place) {
    var more = new ArrayList<>(moves);
    more.set(place, more.get(place).listedOnceMore());
    return changed(more, revision, written, lookAt, dropAt, counted);
  }

  public TicketHistory writing(long digest) {
    return changed(moves, revision + 1, digest, lookAt, dropAt, counted);
  }

  public TicketHistory lookingAt(long time) {
    return changed(moves, revision, written, time, dropAt, counted);
  }

  public TicketHistory droppingAt(long time) {
    return changed(moves, revision, written, lookAt, time, counted);
  }

  public TicketHistory counting(List<Counted> now) {
    return changed(moves, revision, written, lookAt, dropAt, now);
  }

  /** With the rows of its ratings written once more. */
  public TicketHistory rating(long digest) {
    return new TicketHistory(
        ticketId, moves, revision, written, lookAt, dropAt, counted, ratingsRevision + 1, digest);
  }

  /** As it is read back, with the names of its hall kept once: half of what a history takes. */
  public TicketHistory sharing(Names names) {
    return changed(
        moves.stream().map(move -> move.sharing(names)).toList(),
        revision,
        written,
        lookAt,
        dropAt,
        counted.stream().map(each -> each.sharing(names)).toList());
  }

  private TicketHistory changed(
      List<TicketMove> all, long at, long digest, long look, long drop, List<Counted> now) {
    return new TicketHistory(
        ticketId, all, at, digest, look, drop, now, ratingsRevision, ratingsWritten);
  }

  /** Time of its latest event. */
  public long latest() {
    return moves.get(moves.size() - 1).time();
  }
}
