package io.hallpulse.domain.notice;

import io.hallpulse.domain.notice.NoticeHistory.Timeliness;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.NoticeFact;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The row of {@code hall.notices} that a folded notice gives. */
public final class NoticeRow {
  private NoticeRow() {}

  /**
   * @param notice an issued one
   * @param nth which of its matter's notices it is, from 1
   */
  public static NoticeFact of(
      String noticeId,
      Notice notice,
      Timeliness timeliness,
      int nth,
      String district,
      String hallId,
      Reference reference,
      long revision) {
    var issue = Objects.requireNonNull(notice.issue(), noticeId);
    return new NoticeFact(
        noticeId,
        notice.matterId(),
        issue.ticketId(),
        district,
        hallId,
        issue.counterId(),
        issue.staffId(),
        issue.itemCode(),
        issue.missing(),
        EventJson.instant(issue.time()),
        instant(notice.signedAt()),
        instant(notice.viewedAt()),
        timeliness == Timeliness.UNKNOWN ? null : timeliness == Timeliness.IN_TIME,
        nth,
        notice.hash(),
        reference.days(district).date(issue.time()),
        revision);
  }

  /**
   * Whether a notice was told on the spot, that is before the service had ended, or within the
   * working days after it. The service is its ticket's last one begun by then.
   */
  public static Timeliness timeliness(
      NoticeMove issue, Ticket ticket, String district, Reference reference) {
    Service service = null;
    for (var each : ticket.services()) {
      service = each.startedAt() <= issue.time() ? each : service;
    }
    if (service == null) {
      return Timeliness.UNKNOWN;
    }
    if (!service.isEnded() || issue.time() <= service.endedAt()) {
      return Timeliness.IN_TIME;
    }
    var days = reference.days(district);
    int workingDays = reference.rules(district, service.endedAt()).notice().deadlineDays();
    var last = reference.workingDayAfter(days.date(service.endedAt()), workingDays);
    return days.date(issue.time()).isAfter(last) ? Timeliness.LATE : Timeliness.IN_TIME;
  }

  private static @Nullable Instant instant(@Nullable Long time) {
    return time == null ? null : EventJson.instant(time);
  }
}
