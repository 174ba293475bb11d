package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Opening;
import io.hallpulse.agent.hall.Post;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.schemas.reference.Queue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a kiosk shows before anybody has come.
 *
 * @param faceKeptDays how long a face is kept, which whoever agrees must be told; null without
 *     faces
 */
record KioskState(
    long revision,
    String now,
    Shown.Uplink uplink,
    boolean open,
    @Nullable String opensAt,
    String hallName,
    List<Unit> units,
    Drivers drivers,
    @Nullable Integer faceKeptDays)
    implements Streams.State {

  record Unit(String unitId, String name, List<Line> queues, List<Choice> items) {}

  record Line(
      String queueId,
      String letter,
      int waiting,
      int countersOpen,
      Shown.@Nullable Forecast forecast) {}

  record Choice(String itemCode, String name, String queueId) {}

  record Drivers(boolean cardReader, boolean printer, boolean face) {}

  static KioskState of(Hall hall, Drivers drivers, @Nullable Integer faceKeptDays) {
    var directory = hall.directory();
    long now = hall.keeper.now();
    var byUnit = new LinkedHashMap<String, List<Queue>>();
    for (var queue : directory.queues()) {
      byUnit.computeIfAbsent(queue.unitId(), unit -> new ArrayList<>()).add(queue);
    }
    var units = new ArrayList<Unit>();
    byUnit.forEach(
        (unitId, queues) ->
            units.add(
                new Unit(
                    unitId,
                    directory.unitName(unitId),
                    queues.stream().map(queue -> line(queue, hall, now)).toList(),
                    directory.itemsOf(unitId).stream()
                        .map(
                            item ->
                                new Choice(item.itemCode(), item.name(), queues.get(0).queueId()))
                        .toList())));
    var opening = Opening.of(directory, hall.state(), now);
    return new KioskState(
        hall.keeper.revision(),
        Json.time(now),
        hall.uplink(),
        opening.isOpen()
            && hall.keeper.isAvailable()
            && !hall.keeper.isFenced()
            && !hall.keeper.refuses().contains(Urgency.TICKETS),
        opening.opensAt(),
        directory.hallName(),
        units,
        drivers,
        faceKeptDays);
  }

  private static Line line(Queue queue, Hall hall, long now) {
    int open = 0;
    for (var counter : hall.directory().counters()) {
      if (counter.queueIds().contains(queue.queueId())
          && hall.state().post(counter.counterId()).state() == Post.State.OPEN) {
        open++;
      }
    }
    return new Line(
        queue.queueId(),
        queue.letter(),
        hall.state().waitingIn(queue.queueId()),
        open,
        Shown.newcomer(hall.forecasts(), queue.queueId(), now));
  }
}
