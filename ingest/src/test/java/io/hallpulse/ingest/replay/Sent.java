package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.ReferenceClient;
import io.hallpulse.ingest.ReferenceClient.RejectedLine;
import io.hallpulse.ingest.Speed;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Takes what a replay sends, in place of serving and Kafka. */
final class Sent {
  /** What arrived, in order: {@code REF x} for a post of x lines, {@code a/1 1-3} for a batch. */
  final List<String> log = new ArrayList<>();

  final List<Event> events = new ArrayList<>();
  final List<String> references = new ArrayList<>();
  final Delivery delivery =
      new Delivery(
          this::references,
          this::batch,
          new Pace(Speed.MAX),
          new Progress(new PrintWriter(Writer.nullWriter())));

  private ReferenceClient.Answer references(List<String> lines) {
    log.add("REF " + lines.size());
    references.addAll(lines);
    var rejected = new ArrayList<RejectedLine>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("refuse-me")) {
        rejected.add(new RejectedLine(i + 1, "refused by serving"));
      }
    }
    return new ReferenceClient.Answer(lines.size() - rejected.size(), 0, rejected, true);
  }

  private void batch(EventBatch batch) {
    events.addAll(batch.getEvents());
    log.add(
        "%s/%d %d-%d"
            .formatted(
                batch.getSource(),
                batch.getEpoch(),
                batch.getFirstSeq(),
                batch.getFirstSeq() + batch.getEvents().size() - 1));
  }
}
