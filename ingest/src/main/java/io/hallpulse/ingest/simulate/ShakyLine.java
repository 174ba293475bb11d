package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a bad network makes of the batches of a hall: some come in two parts, the later one first,
 * and some come once more. The events stay what they are.
 */
final class ShakyLine implements Consumer<EventBatch> {
  private final long seed;
  private final Troubles troubles;
  private final Consumer<List<EventBatch>> out;

  /**
   * @param out gets what becomes of a batch, in the order in which it is to be sent
   */
  ShakyLine(long seed, Troubles troubles, Consumer<List<EventBatch>> out) {
    this.seed = seed;
    this.troubles = troubles;
    this.out = out;
  }

  @Override
  public void accept(EventBatch batch) {
    var chance = Chance.of("line", seed, batch.getSource(), batch.getEpoch(), batch.getFirstSeq());
    var sent = new ArrayList<EventBatch>();
    int half = batch.getEvents().size() / 2;
    if (chance.in(troubles.shuffledBatches()) && half > 0) {
      sent.add(part(batch, half, batch.getEvents().size()));
      sent.add(part(batch, 0, half));
    } else {
      sent.add(batch);
    }
    if (chance.in(troubles.repeatedBatches())) {
      sent.add(batch);
    }
    out.accept(sent);
  }

  private static EventBatch part(EventBatch batch, int from, int to) {
    List<Event> events = List.copyOf(batch.getEvents().subList(from, to));
    return EventBatch.newBuilder(batch)
        .setFirstSeq(batch.getFirstSeq() + from)
        .setEvents(events)
        .build();
  }
}
