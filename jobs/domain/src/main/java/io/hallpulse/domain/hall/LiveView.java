package io.hallpulse.domain.hall;

import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.live.LiveHall;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a hall to the screens: its queues and counters that changed, and the hall itself. */
final class LiveView {
  private static final long SECOND = 1_000_000;

  /** People counted longer ago than this are not counted as present. */
  private static final long PEOPLE_HOLD = 15 * 60 * SECOND;

  private final String hallId;
  private final HallBoard board;
  private final ForecastDesk forecasts;
  private long shownTime = HallClock.UNSET;

  LiveView(String hallId, HallBoard board, ForecastDesk forecasts) {
    this.hallId = hallId;
    this.board = board;
    this.forecasts = forecasts;
  }

  boolean isDue(long hallTime, boolean changed) {
    return changed || shownTime == HallClock.UNSET || hallTime - shownTime >= SECOND;
  }

  void show(
      HallProgress progress,
      Map<String, SourceState> sources,
      HallClock clock,
      long now,
      Iterable<Map.Entry<String, PeopleSeen>> areas,
      HallOutput out) {
    shownTime = progress.hallTime();
    board.show(progress.folded(), forecasts::of, out::queue, out::counter);
    var hall = board.now();
    var queues = hall.queues();
    var names = new HashSet<String>();
    var heard = new HashSet<String>();
    long missing = 0;
    for (var entry : sources.entrySet()) {
      var name = entry.getKey().substring(0, entry.getKey().lastIndexOf('/'));
      names.add(name);
      missing += entry.getValue().seen().missing();
      if (clock.isHeard(entry.getValue(), now)) {
        heard.add(name);
      }
    }
    out.hall(
        LiveHall.newBuilder()
            .setHallId(hallId)
            .setDistrict(progress.district())
            .setVersion(progress.folded())
            .setHallTime(progress.hallTime())
            .setWaiting(queues.waiting())
            .setLongestWaitSince(queues.longestWaitSince())
            .setP50WaitSeconds(queues.p50())
            .setP90WaitSeconds(queues.p90())
            .setCalled60m(queues.called())
            .setServiceLevel(queues.serviceLevel())
            .setArrivals5m(queues.arrivals())
            .setCalls5m(queues.calls())
            .setOpenCounters(queues.openCounters())
            .setServing(hall.serving())
            .setTicketsToday(hall.ticketsToday())
            .setServedToday(hall.servedToday())
            .setPeople(people(areas, progress.hallTime()))
            .setSources(names.size())
            .setSilentSources(names.size() - heard.size())
            .setRepeats(progress.repeats())
            .setMissing(missing)
            .setUnreadable(progress.unreadable())
            .setRefused(progress.refused())
            .setArrived(progress.arrived())
            .build());
  }

  private static @Nullable Integer people(
      Iterable<Map.Entry<String, PeopleSeen>> areas, long hallTime) {
    Integer people = null;
    for (var area : areas) {
      if (hallTime - area.getValue().time() <= PEOPLE_HOLD) {
        people = (people == null ? 0 : people) + area.getValue().people();
      }
    }
    return people;
  }
}
