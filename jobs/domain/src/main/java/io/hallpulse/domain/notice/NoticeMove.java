package io.hallpulse.domain.notice;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notice's history keeps of an event; absent = null.
 *
 * @param missing materials in the order told
 * @param contentHash that the event says its content has
 * @param listed revision of its verdict in the list of refused events: odd it stands there as
 *     refused, even as resolved or not at all
 */
public record NoticeMove(
    long time,
    String source,
    long epoch,
    long seq,
    EventKind kind,
    @Nullable String matterId,
    @Nullable String ticketId,
    @Nullable String counterId,
    @Nullable String staffId,
    @Nullable String itemCode,
    List<String> missing,
    @Nullable String contentHash,
    long listed) {

  /** The order in which state is folded. */
  public static final Comparator<NoticeMove> FOLD_ORDER =
      Comparator.comparingLong(NoticeMove::time)
          .thenComparing(NoticeMove::source)
          .thenComparingLong(NoticeMove::epoch)
          .thenComparingLong(NoticeMove::seq);

  /**
   * @param revisionsFrom the highest revision, even, that its verdict may have had before
   */
  public static NoticeMove of(Event event, long revisionsFrom) {
    return new NoticeMove(
        event.getTime(),
        event.getSource(),
        event.getEpoch(),
        event.getSeq(),
        event.getKind(),
        event.getMatterId(),
        event.getTicketId(),
        event.getCounterId(),
        event.getStaffId(),
        event.getItemCode(),
        event.getMissing() == null ? List.of() : List.copyOf(event.getMissing()),
        event.getContentHash(),
        revisionsFrom);
  }

  NoticeMove listedOnceMore() {
    return new NoticeMove(
        time,
        source,
        epoch,
        seq,
        kind,
        matterId,
        ticketId,
        counterId,
        staffId,
        itemCode,
        missing,
        contentHash,
        listed + 1);
  }
}
