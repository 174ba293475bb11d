package io.hallpulse.domain.hall;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.hall.NaiveHall.Span;
import io.hallpulse.domain.hall.NaiveHall.Visit;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ratings, what became of them, and all cards that ever fall due, as plainly as they can be said.
 */
final class NaiveCards {
  private final NaiveHall hall;
  private final Map<String, int[]> dealt = new TreeMap<>();
  private final Map<String, String> ratings = new TreeMap<>();

  NaiveCards(NaiveHall hall) {
    this.hall = hall;
    hall.tickets.values().forEach(this::ticket);
    for (var notice : hall.notices.values()) {
      if (notice.nth(hall.notices.values()) > 1 && notice.issued().getCounterId() != null) {
        deal(notice.issued().getCounterId(), notice.issued().getTime(), 0);
      }
    }
  }

  /** Warnings, yellow and red ones of a scope and date, as {@code counter/c0 2026-03-02}. */
  int[] of(String scope) {
    var words = scope.split(" ");
    var sum = new int[3];
    dealt.forEach(
        (name, cards) -> {
          var place = name.split(" ");
          boolean isKnown = place[0].equals("c0") || place[0].equals("c1");
          boolean isWithin =
              words[0].equals("hall/" + Source.HALL)
                  || words[0].equals("counter/" + place[0])
                  || words[0].startsWith("unit/") && isKnown;
          if (isWithin && place[1].equals(words[1])) {
            for (int i = 0; i < 3; i++) {
              sum[i] += cards[i];
            }
          }
        });
    return sum;
  }

  /** As {@link Heard#ratings()} gives them. */
  Map<String, String> ratings() {
    return ratings;
  }

  private void deal(@Nullable String counter, long time, int which) {
    dealt.computeIfAbsent(counter + " " + NaiveHall.day(time), name -> new int[3])[which]++;
  }

  private void ticket(Visit visit) {
    var rated = new HashSet<Span>();
    for (var rating : visit.ratings) {
      var service = visit.services.isEmpty() ? null : NaiveHall.belongs(visit, rating);
      var flags = flags(rating, service);
      boolean counts = flags.isEmpty() || flags.equals(List.of("wrong_counter"));
      if (counts && !rated.add(Objects.requireNonNull(service))) {
        counts = false;
        flags.add(0, "repeat");
      }
      rating(visit, rating, service, flags, counts);
    }
    for (var remark : visit.remarks) {
      if (remark.getKind() == EventKind.RATING_TAMPERED && !visit.services.isEmpty()) {
        deal(visit.service().place, remark.getTime(), 2);
      }
    }
  }

  private void rating(
      Visit visit, Event rating, @Nullable Span service, List<String> flags, boolean counts) {
    long time = rating.getTime();
    boolean isBad = counts && rating.getLevel() <= 2;
    var closed = remark(visit, EventKind.RECTIFICATION_CLOSED, time);
    if (isBad && !visit.appealed) {
      for (int i = 0; i < 3; i++) {
        long due = NaiveHall.deadline(time, 5 * (i + 1));
        if (closed == null || closed >= due) {
          deal(Objects.requireNonNull(service).place, due - 1, i);
        }
      }
    }
    ratings.put(
        NaiveHall.name(rating),
        "%d at %s %s%s, contact by %s at %s, close by %s at %s, appeal %s"
            .formatted(
                rating.getLevel(),
                service == null ? rating.getCounterId() : service.place,
                counts && !visit.appealed ? "genuine " : "",
                flags,
                instant(isBad ? NaiveHall.deadline(time, 1) : null),
                instant(isBad ? remark(visit, EventKind.RECTIFICATION_CONTACTED, time) : null),
                instant(isBad ? NaiveHall.deadline(time, 5) : null),
                instant(isBad ? closed : null),
                instant(counts ? remark(visit, EventKind.RATING_APPEAL_UPHELD, 0) : null)));
  }

  private List<String> flags(Event rating, @Nullable Span service) {
    var flags = new ArrayList<String>();
    add(flags, "defaulted", !rating.getActive());
    add(flags, "burst", hall.isBurst(rating));
    if (service == null) {
      flags.add("no_service");
      return flags;
    }
    long time = rating.getTime();
    var until = service.until;
    add(flags, "early", until == null || time < until);
    add(flags, "late", until != null && time >= NaiveHall.deadline(until, 5));
    var device = rating.getDeviceStaffId();
    add(
        flags,
        "own_device",
        device != null && (device.equals(service.by) || device.equals(service.endedBy)));
    var counter = rating.getCounterId();
    add(flags, "wrong_counter", counter != null && !counter.equals(service.place));
    return flags;
  }

  private static void add(List<String> flags, String flag, boolean is) {
    if (is) {
      flags.add(flag);
    }
  }

  private static @Nullable Long remark(Visit visit, EventKind kind, long from) {
    return visit.remarks.stream()
        .filter(remark -> remark.getKind() == kind && remark.getTime() >= from)
        .map(Event::getTime)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant instant(@Nullable Long time) {
    return time == null ? null : EventJson.instant(time);
  }
}
