package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.DeskCommands;
import io.hallpulse.domain.ticket.TicketStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the visitor at a window sees. */
record ScreenState(
    long revision,
    String now,
    Shown.Uplink uplink,
    String counterNumber,
    String unitName,
    String state,
    String phase,
    @Nullable String ticketNo,
    @Nullable String itemName,
    @Nullable Draft draft,
    Shown.@Nullable NoticeSheet notice,
    @Nullable Rating rating,
    Figures figures)
    implements Streams.State {

  record Draft(String itemCode, String itemName, List<String> materials, List<String> missing) {}

  record Rating(
      String ticketId, @Nullable String ticketNo, String until, @Nullable String phoneUrl) {}

  static ScreenState of(String counterId, Hall hall, String district) {
    var state = hall.state();
    var directory = hall.directory();
    var counter = directory.counter(counterId);
    long now = hall.keeper.now();
    var current = new DeskCommands(state, directory, counterId, now).currentIfAny();
    var held =
        state.tickets().stream()
            .filter(each -> each.status() == TicketStatus.HELD && each.isAt(counterId))
            .findFirst()
            .orElse(null);
    var ticket = current == null ? held : current;
    var noticeId = hall.shownNotices.get(counterId);
    var notice =
        noticeId == null || state.notice(noticeId) == null
            ? null
            : Shown.notice(noticeId, state, directory, hall.publicUrl);
    var draft = hall.drafts.get(counterId);
    var asking = hall.asking.get(counterId);
    boolean rates = asking != null && asking.until() > now && current == null;
    String phase;
    if (draft != null) {
      phase = "DRAFT";
    } else if (notice != null && (!rates || notice.signedAt() == null)) {
      phase = "NOTICE";
    } else if (rates) {
      phase = "RATE";
    } else if (ticket != null) {
      phase = ticket.status().name();
    } else {
      phase = "IDLE";
    }
    var asked = rates && asking != null ? state.ticket(asking.ticketId()) : null;
    return new ScreenState(
        hall.keeper.revision(),
        Json.time(now),
        hall.uplink(),
        counter.number(),
        directory.unitName(counter.unitId()),
        state.post(counterId).state().name(),
        phase,
        ticket == null ? null : ticket.issue().getTicketNo(),
        ticket == null ? null : directory.itemName(ticket.ticket().itemCode()),
        draft == null
            ? null
            : new Draft(
                draft.itemCode(),
                directory.item(draft.itemCode()).name(),
                directory.materials(draft.itemCode()),
                draft.missing()),
        notice,
        asked == null || asking == null
            ? null
            : new Rating(
                asked.id(),
                asked.issue().getTicketNo(),
                Json.time(asking.until()),
                asking.phoneUrl()),
        Figures.of(counterId, state, directory, district, now));
  }
}
