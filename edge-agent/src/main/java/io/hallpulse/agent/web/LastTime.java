package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Visited;
import io.hallpulse.domain.ticket.Rectification;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a visitor was served last, and whether the same clerk may be asked for again. */
record LastTime(Hall hall) {
  record Last(
      String day,
      @Nullable String itemCode,
      @Nullable String itemName,
      @Nullable String staffId,
      @Nullable String counterNumber,
      @Nullable Integer level,
      boolean offerAgain) {}

  Last of(Visited visited) {
    var directory = hall.directory();
    var counter = directory.counterIfKnown(visited.counterId());
    return new Last(
        LocalDate.ofEpochDay(hall.state().days().of(visited.time())).toString(),
        visited.itemCode(),
        directory.itemName(visited.itemCode()),
        visited.staffId(),
        counter == null ? null : counter.number(),
        visited.level() == 0 ? null : visited.level(),
        preferable(visited) != null);
  }

  /** The clerk of last time, if on duty for that item and not rated badly. */
  @Nullable String preferable(Visited visited) {
    var staff = visited.staffId();
    if (staff == null
        || visited.itemCode() == null
        || (visited.level() > 0 && visited.level() <= Rectification.BAD_LEVEL)) {
      return null;
    }
    var directory = hall.directory();
    var queues = directory.queuesOf(directory.item(visited.itemCode()).unitId());
    for (var counter : directory.counters()) {
      var post = hall.state().post(counter.counterId());
      if (staff.equals(post.staffId())
          && post.isOnDuty()
          && queues.stream().anyMatch(queue -> counter.queueIds().contains(queue.queueId()))) {
        return staff;
      }
    }
    return null;
  }
}
