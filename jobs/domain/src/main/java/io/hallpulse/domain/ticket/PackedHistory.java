package io.hallpulse.domain.ticket;

import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A ticket's history in few bytes, for the many that nothing happens to any more: a fifth of what
 * the objects take, and a restart copies bytes instead of making objects. Times are the difference
 * to the one before.
 */
final class PackedHistory {
  /** The first byte; a change of the form below needs another. */
  private static final int FORM = 3;

  /** Without words of ratings and what was written of them. */
  private static final int SECOND_FORM = 2;

  /** Also without reasons of ratings and what was counted. */
  private static final int FIRST_FORM = 1;

  private static final EventKind[] KINDS = EventKind.values();

  private PackedHistory() {}

  static byte[] pack(TicketHistory history) {
    var to = new PackedWriter();
    to.put(FORM);
    to.number(history.revision());
    to.number(history.written());
    to.number(history.moves().size());
    long time = 0;
    for (var move : history.moves()) {
      to.number(move.time() - time);
      time = move.time();
      write(move, to);
    }
    to.number(history.counted().size());
    for (var counted : history.counted()) {
      to.text(counted.place());
      to.number(counted.time() - time);
      to.text(counted.factor());
      to.number(counted.millionths());
    }
    to.number(history.ratingsRevision());
    to.number(history.ratingsWritten());
    return to.bytes();
  }

  private static void write(TicketMove move, PackedWriter to) {
    to.text(move.source());
    to.number(move.epoch());
    to.number(move.seq());
    to.number(move.kind().ordinal());
    to.text(move.word());
    to.text(move.ticketNo());
    to.text(move.queueId());
    to.text(move.unitId());
    to.text(move.itemCode());
    to.text(move.counterId());
    to.text(move.staffId());
    to.text(move.caseId());
    to.number(move.appointment());
    to.number(move.level());
    to.number(move.active() ? 1 : 0);
    to.text(move.deviceStaffId());
    to.number(move.listed());
    to.text(move.reasons());
    to.text(move.words());
  }

  /**
   * @param dropAt of the history, which its bytes leave out
   * @throws IllegalStateException if the bytes are of another form, or a newer version's
   */
  static TicketHistory unpack(String ticketId, byte[] bytes, long dropAt) {
    var from = new PackedReader(bytes);
    int form = from.next();
    if (form < FIRST_FORM || form > FORM) {
      throw new IllegalStateException(
          "Ticket %s is packed in form %d, this reads %d".formatted(ticketId, form, FORM));
    }
    long revision = from.number();
    long written = from.number();
    var moves = new ArrayList<TicketMove>();
    long time = 0;
    for (long left = from.number(); left > 0; left--) {
      time += from.number();
      moves.add(move(time, form, from));
    }
    var counted = form == FIRST_FORM ? List.<Counted>of() : counted(time, from);
    boolean hasRatings = form > SECOND_FORM;
    return new TicketHistory(
        ticketId,
        moves,
        revision,
        written,
        TicketHistory.NEVER,
        dropAt,
        counted,
        hasRatings ? from.number() : 0,
        hasRatings ? from.number() : 0);
  }

  private static List<Counted> counted(long time, PackedReader from) {
    var counted = new ArrayList<Counted>();
    for (long left = from.number(); left > 0; left--) {
      counted.add(new Counted(from.name(), time + from.number(), from.name(), from.number()));
    }
    return counted;
  }

  private static TicketMove move(long time, int form, PackedReader from) {
    return new TicketMove(
        time,
        from.name(),
        from.number(),
        from.number(),
        kind(from.number()),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.number(),
        (int) from.number(),
        from.number() == 1,
        from.text(),
        from.number(),
        form == FIRST_FORM ? null : from.text(),
        form <= SECOND_FORM ? null : from.text(),
        0); // nobody waits with it any more
  }

  private static EventKind kind(long ordinal) {
    if (ordinal >= KINDS.length) {
      throw new IllegalStateException(
          "A packed move is of kind %d, which this version does not know".formatted(ordinal));
    }
    return KINDS[(int) ordinal];
  }
}
