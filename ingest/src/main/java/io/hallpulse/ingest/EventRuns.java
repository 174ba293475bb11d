package io.hallpulse.ingest;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cuts events into batches: contiguous runs of one source, epoch, hall and district. Each source
 * keeps its order; sources may be interleaved. A gap in seq begins a new batch.
 */
public final class EventRuns {
  static final int BATCH_EVENTS = 64;
  private static final int MOST_PENDING = 4_096;

  private final Consumer<EventBatch> out;
  private final Map<Origin, List<Event>> open = new LinkedHashMap<>();
  private int pending;

  public EventRuns(Consumer<EventBatch> out) {
    this.out = out;
  }

  public void add(Event event) {
    var run = open.computeIfAbsent(Origin.of(event), origin -> new ArrayList<>(BATCH_EVENTS));
    if (!run.isEmpty() && !follows(run.get(run.size() - 1), event)) {
      send(run);
    }
    run.add(event);
    pending++;
    if (run.size() == BATCH_EVENTS) {
      send(run);
    }
    if (pending >= MOST_PENDING) {
      flush();
    }
  }

  /** Sends what is left. */
  public void flush() {
    open.values().forEach(this::send);
    open.clear();
  }

  private static boolean follows(Event last, Event next) {
    return next.getSeq() == last.getSeq() + 1
        && next.getHallId().equals(last.getHallId())
        && next.getDistrict().equals(last.getDistrict());
  }

  private void send(List<Event> run) {
    if (run.isEmpty()) {
      return;
    }
    var first = run.get(0);
    out.accept(
        EventBatch.newBuilder()
            .setSource(first.getSource())
            .setEpoch(first.getEpoch())
            .setFirstSeq(first.getSeq())
            .setDistrict(first.getDistrict())
            .setHallId(first.getHallId())
            .setEvents(List.copyOf(run))
            .build());
    pending -= run.size();
    run.clear();
  }
}
