package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.EventRuns;
import io.hallpulse.ingest.Origin;
import io.hallpulse.ingest.ReferenceClient;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sends what a file holds in its order: reference data first, before the events that need it. */
final class Delivery {
  private static final int MOST_PENDING = 20_000;

  private final Function<List<String>, ReferenceClient.Answer> references;
  private final EventRuns runs;
  private final Pace pace;
  private final Progress progress;
  private final Map<Origin, SeqRanges> sent = new LinkedHashMap<>();
  private final List<PendingReference> pending = new ArrayList<>();
  private long events;
  private long referencesTaken;

  /** Told of each reference line that serving refuses. */
  interface Refused {
    void refused(long line, String raw, String reason);
  }

  private record PendingReference(long line, String raw, Refused refused) {}

  Delivery(
      Function<List<String>, ReferenceClient.Answer> references,
      Consumer<EventBatch> batches,
      Pace pace,
      Progress progress) {
    this.references = references;
    this.runs = new EventRuns(batches);
    this.pace = pace;
    this.progress = progress;
  }

  void reference(long line, String raw, Refused refused) {
    pending.add(new PendingReference(line, raw, refused));
    if (pending.size() >= MOST_PENDING) {
      sendReferences();
    }
  }

  void event(long line, Event event) {
    sendReferences();
    pace.waitFor(event.getTime(), runs::flush);
    runs.add(event);
    sent.computeIfAbsent(Origin.of(event), origin -> new SeqRanges()).add(event.getSeq());
    events++;
    progress.event(line);
  }

  void finish() {
    sendReferences();
    runs.flush();
  }

  long events() {
    return events;
  }

  long references() {
    return referencesTaken;
  }

  Map<Origin, SeqRanges> sent() {
    return sent;
  }

  private void sendReferences() {
    if (pending.isEmpty()) {
      return;
    }
    runs.flush(); // events before them in the file stay before them on their way
    var answer = references.apply(pending.stream().map(PendingReference::raw).toList());
    for (var rejected : answer.rejected()) {
      var reference = pending.get(rejected.line() - 1);
      reference.refused().refused(reference.line(), reference.raw(), rejected.reason());
    }
    referencesTaken += pending.size() - answer.rejected().size();
    pending.clear();
  }
}
