package io.hallpulse.agent.spool;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a store, in order, what is to be published. For one thread. */
public final class Outbox {
  private static final int CHUNK = 64 * 1024;

  private final Spool spool;
  private final Entries entries = new Entries();
  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private Position after;
  private long segment = -1;
  private long at;

  /**
   * @param after the newest event that need not be read
   */
  public Outbox(Spool spool, Position after) {
    this.spool = spool;
    this.after = after;
  }

  /** The next contiguous events of one epoch, durable all of them; empty if there are none. */
  public Optional<EventBatch> next(int most) throws IOException {
    while (waiting.size() < most && readBlock()) {
      // One block more each time.
    }
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    var batch = new ArrayList<Event>();
    var first = waiting.element();
    while (!waiting.isEmpty()
        && batch.size() < most
        && waiting.element().getEpoch() == first.getEpoch()
        && waiting.element().getSeq() == first.getSeq() + batch.size()) {
      batch.add(waiting.remove());
    }
    return Optional.of(
        EventBatch.newBuilder()
            .setSource(first.getSource())
            .setEpoch(first.getEpoch())
            .setFirstSeq(first.getSeq())
            .setDistrict(first.getDistrict())
            .setHallId(first.getHallId())
            .setEvents(batch)
            .build());
  }

  private boolean readBlock() throws IOException {
    var from = segment();
    if (from == null) {
      return false;
    }
    var block = block(from);
    boolean isOrigin = at == 0;
    at = block.end();
    if (isOrigin) {
      var origin = Origin.read(block.payload());
      if (origin != null) {
        entries.learn(origin.schema());
        return true;
      }
    }
    for (var entry : entries.read(block.payload())) {
      if (entry.batch() != null) {
        entry.batch().getEvents().forEach(this::keep);
      }
    }
    return true;
  }

  private void keep(Event event) {
    var position = new Position(event.getEpoch(), event.getSeq());
    if (position.compareTo(after) > 0) {
      waiting.add(event);
      after = position;
    }
  }

  /** The segment in which to go on, null if all is read. */
  private @Nullable Segment segment() {
    List<Segment> all = spool.segments();
    for (var each : all) {
      if (each.number() > segment && each.last().compareTo(after) > 0) {
        if (segment < 0 || isRead(all)) {
          segment = each.number();
          at = 0;
        }
        break;
      }
    }
    for (var each : all) {
      if (each.number() == segment && at < each.end()) {
        return each;
      }
    }
    return null;
  }

  private boolean isRead(List<Segment> all) {
    return all.stream().noneMatch(each -> each.number() == segment && at < each.end());
  }

  private Block block(Segment from) throws IOException {
    var name = from.name();
    int length = (int) Math.min(CHUNK, from.end() - at);
    var bytes = spool.disk().read(name, at, length);
    int payload = Block.length(bytes, 0);
    if (payload + Block.HEAD > bytes.length) {
      bytes = spool.disk().read(name, at, payload + Block.HEAD);
    }
    var block = Block.read(bytes, 0, from.number(), at);
    if (block == null) {
      throw new IOException(
          "Segment %d cannot be read at byte %d, though it was durable".formatted(segment, at));
    }
    return block;
  }
}
