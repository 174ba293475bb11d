package io.hallpulse.domain.hall;

import io.hallpulse.domain.notice.NoticeContent;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one notice, as plainly as it can be said; events come in fold order. */
final class NaiveNotice {
  private final String id;
  @Nullable Event issue;
  private @Nullable Long signed;
  private @Nullable Long viewed;

  NaiveNotice(String id) {
    this.id = id;
  }

  boolean isTaken(Event event) {
    var hash = event.getContentHash();
    switch (event.getKind()) {
      case NOTICE_ISSUED -> {
        if (hash != null && !hash.equals(hash(event)) || issue != null && !isSame(event)) {
          return false;
        }
        issue = issue == null ? event : issue;
      }
      case NOTICE_SIGNED -> {
        if (issue == null || hash != null && !hash.equals(hash(issue)) || !isOfItsMatter(event)) {
          return false;
        }
        signed = signed == null ? event.getTime() : signed;
      }
      default -> {
        if (issue == null || !isOfItsMatter(event)) {
          return false;
        }
        viewed = viewed == null ? event.getTime() : viewed;
      }
    }
    return true;
  }

  private boolean isSame(Event event) {
    return hash(event).equals(hash(issued()));
  }

  private boolean isOfItsMatter(Event event) {
    return event.getMatterId() == null || event.getMatterId().equals(issued().getMatterId());
  }

  Event issued() {
    return Objects.requireNonNull(issue);
  }

  static String hash(Event issue) {
    return new NoticeContent(
            issue.getNoticeId(),
            issue.getMatterId(),
            issue.getTicketId(),
            issue.getItemCode(),
            issue.getTime(),
            issue.getMissing() == null ? List.of() : issue.getMissing())
        .hash();
  }

  /** Its place among all of its matter. */
  int nth(Collection<NaiveNotice> all) {
    return 1
        + (int)
            all.stream()
                .map(NaiveNotice::issued)
                .filter(other -> other.getMatterId().equals(issued().getMatterId()))
                .filter(other -> NaiveHall.FOLD_ORDER.compare(other, issued()) < 0)
                .count();
  }

  /** As {@link Heard#notices()} gives it. */
  String said(NaiveHall hall) {
    return "%d of %s, %s, at %s by %s, signed %s, viewed %s, in time %s, %s"
        .formatted(
            nth(hall.notices.values()),
            issued().getMatterId(),
            issued().getMissing(),
            issued().getCounterId(),
            issued().getStaffId(),
            signed == null ? null : EventJson.instant(signed),
            viewed == null ? null : EventJson.instant(viewed),
            isInTime(hall),
            hash(issued()));
  }

  private @Nullable Boolean isInTime(NaiveHall hall) {
    var ticket = issued().getTicketId();
    var visit = ticket == null ? null : hall.tickets.get(ticket);
    if (visit == null) {
      return null;
    }
    NaiveHall.Span last = null;
    for (var service : visit.services) {
      last = service.from <= issued().getTime() ? service : last;
    }
    if (last == null) {
      return null;
    }
    return last.until == null || issued().getTime() < NaiveHall.deadline(last.until, 5);
  }
}
