package io.hallpulse.domain.ticket;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket's history keeps of an event; absent = null, an absent time = 0.
 *
 * @param word the channel of an issue, who cancelled, the outcome of a service
 * @param queueId queue of an issue or the one transferred to
 * @param listed revision of its verdict in the list of refused events: odd it stands there as
 *     refused, even as resolved or not at all
 * @param reasons of a rating, in alphabetical order, each once
 * @param words of a rating, digits masked
 * @param priority of an issue; of a ticket that is closed 0
 */
public record TicketMove(
    long time,
    String source,
    long epoch,
    long seq,
    EventKind kind,
    @Nullable String word,
    @Nullable String ticketNo,
    @Nullable String queueId,
    @Nullable String unitId,
    @Nullable String itemCode,
    @Nullable String counterId,
    @Nullable String staffId,
    @Nullable String caseId,
    long appointment,
    int level,
    boolean active,
    @Nullable String deviceStaffId,
    long listed,
    @Nullable String reasons,
    @Nullable String words,
    int priority) {

  /** The order in which state is folded: (event time, source, epoch, seq). */
  static final Comparator<TicketMove> FOLD_ORDER =
      Comparator.comparingLong(TicketMove::time)
          .thenComparing(TicketMove::source)
          .thenComparingLong(TicketMove::epoch)
          .thenComparingLong(TicketMove::seq);

  /**
   * @param revisionsFrom the highest revision, even, that its verdict may have had before
   * @param names of its hall
   */
  public static TicketMove of(Event event, long revisionsFrom, Names names) {
    return new TicketMove(
        event.getTime(),
        names.shared(event.getSource()),
        event.getEpoch(),
        event.getSeq(),
        event.getKind(),
        names.sharedIfAny(word(event)),
        event.getTicketNo(),
        names.sharedIfAny(queueId(event)),
        names.sharedIfAny(event.getUnitId()),
        names.sharedIfAny(event.getItemCode()),
        names.sharedIfAny(event.getCounterId()),
        names.sharedIfAny(event.getStaffId()),
        event.getCaseId(),
        event.getAppointmentTime() == null ? 0 : event.getAppointmentTime(),
        event.getLevel() == null ? 0 : event.getLevel(),
        event.getActive() != null && event.getActive(),
        event.getDeviceStaffId(),
        revisionsFrom,
        names.sharedIfAny(reasons(event.getReasons())),
        event.getWords(),
        event.getPriority() == null ? 0 : event.getPriority());
  }

  /** The same, with what its hall's events repeat kept once: state is read back as copies. */
  TicketMove sharing(Names names) {
    return new TicketMove(
        time,
        names.shared(source),
        epoch,
        seq,
        kind,
        names.sharedIfAny(word),
        ticketNo,
        names.sharedIfAny(queueId),
        names.sharedIfAny(unitId),
        names.sharedIfAny(itemCode),
        names.sharedIfAny(counterId),
        names.sharedIfAny(staffId),
        caseId,
        appointment,
        level,
        active,
        deviceStaffId,
        listed,
        names.sharedIfAny(reasons),
        words,
        priority);
  }

  private static @Nullable String queueId(Event event) {
    return event.getKind() == EventKind.TICKET_TRANSFERRED
        ? event.getToQueueId()
        : event.getQueueId();
  }

  private static @Nullable String word(Event event) {
    if (event.getCancelledBy() != null) {
      return event.getCancelledBy();
    }
    return event.getOutcome() != null ? event.getOutcome() : event.getChannel();
  }

  private static @Nullable String reasons(@Nullable List<String> codes) {
    return codes == null || codes.isEmpty() ? null : String.join(",", new TreeSet<>(codes));
  }

  TicketMove listedOnceMore() {
    return new TicketMove(
        time,
        source,
        epoch,
        seq,
        kind,
        word,
        ticketNo,
        queueId,
        unitId,
        itemCode,
        counterId,
        staffId,
        caseId,
        appointment,
        level,
        active,
        deviceStaffId,
        listed + 1,
        reasons,
        words,
        priority);
  }
}
