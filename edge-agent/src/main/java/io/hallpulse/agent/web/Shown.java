package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Forecasts;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.agent.hall.HallTicket;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.domain.forecast.WaitForecast;
import io.hallpulse.domain.notice.Notice;
import io.hallpulse.domain.notice.NoticeContent;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.ServiceItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that several answers share, as API.md names them. */
final class Shown {
  private Shown() {}

  record Uplink(boolean connected, long spoolDepth, boolean fenced) {}

  record Forecast(int ahead, double p50Minutes, double p90Minutes) {}

  record Ticket(
      String ticketId,
      @Nullable String ticketNo,
      String status,
      String queueId,
      @Nullable String unitId,
      @Nullable String itemCode,
      @Nullable String itemName,
      String channel,
      int priority,
      String issuedAt,
      String since,
      @Nullable String waitingSince,
      @Nullable String appointmentTime,
      boolean preferredHere,
      int calls,
      @Nullable String counterId) {}

  record Item(
      String itemCode,
      String name,
      String unitId,
      String unitName,
      @Nullable String queueId,
      @Nullable Integer committedMinutes,
      @Nullable List<String> materials,
      @Nullable Forecast forecast) {}

  record NoticeSheet(
      String noticeId,
      String matterId,
      @Nullable String ticketId,
      @Nullable String itemCode,
      @Nullable String itemName,
      List<String> missing,
      List<String> materials,
      String issuedAt,
      String contentHash,
      @Nullable String signedAt,
      String phoneUrl) {}

  static @Nullable Forecast forecast(@Nullable WaitForecast forecast) {
    return forecast == null
        ? null
        : new Forecast(forecast.ahead(), minutes(forecast.p50()), minutes(forecast.p90()));
  }

  static @Nullable Forecast newcomer(@Nullable Forecasts forecasts, String queueId, long now) {
    return forecasts == null ? null : forecast(forecasts.ofNewcomer(queueId, now));
  }

  private static double minutes(double seconds) {
    return tenths(seconds / 60);
  }

  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /**
   * @param staffId for whose eyes; null for nobody's
   */
  static Ticket ticket(HallTicket ticket, Directory directory, @Nullable String staffId) {
    var issue = ticket.issue();
    var folded = ticket.ticket();
    var appointment = issue.getAppointmentTime();
    return new Ticket(
        ticket.id(),
        issue.getTicketNo(),
        ticket.status().name(),
        folded.queueId(),
        issue.getUnitId(),
        folded.itemCode(),
        directory.itemName(folded.itemCode()),
        issue.getChannel(),
        ticket.priority(),
        Json.time(issue.getTime()),
        Json.time(folded.since()),
        ticket.status() == TicketStatus.WAITING ? Json.time(ticket.waitingSince()) : null,
        appointment == null ? null : Json.time(appointment),
        staffId != null && staffId.equals(ticket.preferredStaffId()),
        ticket.calls(),
        folded.counterId());
  }

  static Item item(ServiceItem item, Directory directory, @Nullable String queueId) {
    return new Item(
        item.itemCode(),
        item.name(),
        item.unitId(),
        directory.unitName(item.unitId()),
        queueId,
        item.committedMinutes(),
        item.materials(),
        null);
  }

  static NoticeSheet notice(
      String noticeId, HallState state, Directory directory, String publicUrl) {
    var history = state.notice(noticeId);
    if (history == null) {
      throw Refused.unknown("notice", noticeId);
    }
    var notice = Notice.fold(history);
    var issue = notice.issue();
    if (issue == null) {
      throw Refused.unknown("notice", noticeId);
    }
    long signed =
        history.moves().stream()
            .filter(move -> move.kind() == EventKind.NOTICE_SIGNED)
            .mapToLong(move -> move.time())
            .min()
            .orElse(0);
    var content =
        new NoticeContent(
            noticeId,
            notice.matterId(),
            issue.ticketId(),
            issue.itemCode(),
            issue.time(),
            issue.missing());
    return new NoticeSheet(
        noticeId,
        notice.matterId(),
        issue.ticketId(),
        issue.itemCode(),
        directory.itemName(issue.itemCode()),
        issue.missing(),
        issue.itemCode() == null ? List.of() : directory.materials(issue.itemCode()),
        Json.time(issue.time()),
        content.hash(),
        Json.timeIfAny(signed),
        publicUrl + "/notice/" + noticeId);
  }
}
