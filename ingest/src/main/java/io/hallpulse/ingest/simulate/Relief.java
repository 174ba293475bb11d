package io.hallpulse.ingest.simulate;

import java.util.Comparator;

/**
 * Whoever runs the hall: looks at its lines every two minutes, fetches a clerk back or sends
 * another one where nobody serves a line or people wait too long. It takes some minutes to notice.
 */
final class Relief {
  private static final long LOOK = 2 * Agenda.MINUTE;
  private static final long EFFECT = 8 * Agenda.MINUTE;

  private final Floor floor;
  private final Chance chance;
  private final long tolerance;
  private final long patience;
  private final long[] unservedSince;
  private final long[] sentAt;

  Relief(Floor floor, Chance chance) {
    this.floor = floor;
    this.chance = chance;
    this.tolerance = chance.seconds(6 * 60, 14 * 60);
    this.patience = chance.seconds(14 * 60, 24 * 60);
    this.unservedSince = new long[floor.hall.lines().size()];
    this.sentAt = new long[floor.hall.lines().size()];
  }

  void start() {
    floor.agenda.in(
        LOOK,
        () -> {
          if (!floor.closing()) {
            look();
            start();
          }
        });
  }

  private void look() {
    for (int line = 0; line < sentAt.length; line++) {
      long now = floor.agenda.now();
      long waited = floor.longestWait(line);
      int place = line;
      boolean served =
          floor.desks.stream().anyMatch(desk -> desk.lines().contains(place) && desk.isOnDuty());
      if (served || waited <= 0) {
        unservedSince[line] = now;
      }
      boolean needed = now - unservedSince[line] > tolerance || waited > patience;
      if (needed && now - sentAt[line] > EFFECT && send(line)) {
        sentAt[line] = now;
      }
    }
  }

  private boolean send(int line) {
    var desks =
        floor.desks.stream()
            .filter(desk -> desk.lines().contains(line))
            .sorted(Comparator.comparingInt(desk -> desk.lines().size()))
            .toList();
    for (var desk : desks) {
      if (desk.comeBack()) {
        return true;
      }
    }
    for (var desk : desks) {
      if (desk.standIn(floor.agenda.now() + chance.seconds(45 * 60, 90 * 60))) {
        return true;
      }
    }
    return false;
  }
}
