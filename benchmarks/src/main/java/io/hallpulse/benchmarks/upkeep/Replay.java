package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.benchmarks.Spread;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Days of the district through the hall job's sinks, one commit per event-time minute while the
 * halls are full and one per hour at night, with a round of upkeep after each hour. Iceberg stamps
 * snapshots with the server's clock, so what upkeep calls an hour or a day ago is told in the
 * instants at which the commits of then were made.
 */
final class Replay {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration QUIET = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int OPENS = 8;

  private final Lake lake;
  private final int fullHours;
  private final DistrictRows rows = new DistrictRows();

  /** When the commit of a simulated time was made. */
  private final NavigableMap<Instant, Instant> commits = new TreeMap<>();

  private final List<Spread> commitMillisByDay = new ArrayList<>();
  private final Spread roundMillis = new Spread();
  private long events;
  private long tickets;
  private int mostCommitsAnHour;
  private int mostUpkeepCommitsAnHour;
  private long upkeepCpuNanos;
  private long upkeepPeakHeap;

  /**
   * @param fullHours hours of a day, from 08:00 on, in which each minute is committed
   */
  Replay(Lake lake, int fullHours) {
    this.lake = lake;
    this.fullHours = fullHours;
  }

  /** Replays days; the last one stays open. */
  void run(LocalDate first, int days) throws Exception {
    try (var job = Commits.into(lake);
        var upkeep = new UpkeepProcess(lake)) {
      for (int day = 0; day < days; day++) {
        var date = first.plusDays(day);
        rows.begin(date);
        commitMillisByDay.add(new Spread());
        boolean last = day == days - 1;
        for (int hour = 0; hour < (last ? 23 : 24); hour++) {
          hour(date, hour, job);
          lookAfter(upkeep, date.atTime(hour, 0).atZone(ZONE).toInstant().plus(QUIET));
        }
        System.out.printf(
            "%s: %,d events so far, ms per commit %s%n", date, events, commitMillisByDay.get(day));
      }
      awaitRows();
    }
  }

  /** The job commits a checkpoint just after it is complete. */
  private void awaitRows() {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    var look = new TableLook(lake, LakeTables.EVENTS);
    var ticketLook = new TableLook(lake, LakeTables.TICKETS);
    while (look.rows() < events || ticketLook.rows() < tickets) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Of %,d events and %,d tickets the lake has %,d and %,d"
                .formatted(events, tickets, look.rows(), ticketLook.rows()));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void hour(LocalDate date, int hour, Commits job) throws InterruptedException {
    var start = date.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
    int step = hour >= OPENS && hour < OPENS + fullHours ? 1 : 60;
    for (int minute = step; minute <= 60; minute += step) {
      var end = start.plus(Duration.ofMinutes(minute));
      var due = rows.until(EventJson.micros(end));
      long before = System.nanoTime();
      job.commit(due);
      commitMillisByDay.get(commitMillisByDay.size() - 1).add((System.nanoTime() - before) / 1e6);
      commits.put(end, Instant.now());
      events += due.events().size();
      tickets += due.tickets().size();
    }
    mostCommitsAnHour = Math.max(mostCommitsAnHour, 60 / step);
  }

  private void lookAfter(UpkeepProcess upkeep, Instant now) throws IOException {
    long before = System.nanoTime();
    var answer =
        upkeep.round(
            LocalDate.ofInstant(now.minusMillis(1), ZONE),
            madeBy(now.minus(QUIET)),
            madeBy(now.minus(KEPT)));
    roundMillis.add((System.nanoTime() - before) / 1e6);
    upkeepCpuNanos = answer.cpuNanos();
    upkeepPeakHeap = answer.peakHeap();
    for (var done : answer.done()) {
      int commitsOfUpkeep =
          (done.joinedFiles() > 0 ? 1 : 0)
              + (done.manifests() > 0 ? 1 : 0)
              + (done.snapshots() > 0 ? 1 : 0);
      mostUpkeepCommitsAnHour = Math.max(mostUpkeepCommitsAnHour, commitsOfUpkeep);
    }
  }

  /** When what happened up to a simulated time had been committed. */
  private Instant madeBy(Instant time) {
    var entry = commits.floorEntry(time);
    return entry == null ? Instant.EPOCH : entry.getValue();
  }

  long events() {
    return events;
  }

  long tickets() {
    return tickets;
  }

  /** Wall time of checkpoint and commits, by day. */
  List<Spread> commitMillisByDay() {
    return commitMillisByDay;
  }

  Spread roundMillis() {
    return roundMillis;
  }

  int mostCommitsAnHour() {
    return mostCommitsAnHour;
  }

  int mostUpkeepCommitsAnHour() {
    return mostUpkeepCommitsAnHour;
  }

  double upkeepCpuSeconds() {
    return upkeepCpuNanos / 1e9;
  }

  long upkeepPeakHeapMegabytes() {
    return upkeepPeakHeap >> 20;
  }
}
