package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.event.JsonLine.OfEvent;
import io.hallpulse.schemas.event.JsonLine.OfReference;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Two days of a small simulated hall with everything that happens there, as they stand in the
 * repository: the simulator may change, what old state was made of may not.
 */
final class TwoDays {
  /** Eleven o'clock on the second day. */
  private static final long CUT = EventJson.micros(Instant.parse("2026-03-03T03:00:00Z"));

  private static final int BATCH = 16;
  private static final int REPEATED = 20;
  private static final TwoDays ALL = new TwoDays();

  private final List<ReferenceVersion> references = new ArrayList<>();
  private final List<KafkaRecord> first = new ArrayList<>();
  private final List<KafkaRecord> second = new ArrayList<>();
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private int eventsBefore;
  private int eventsAfter;

  private TwoDays() {
    var waiting = new ArrayList<Event>();
    for (var line : lines()) {
      if (line instanceof OfReference reference) {
        add(reference);
      } else if (line instanceof OfEvent of) {
        if (!waiting.isEmpty() && !together(waiting.get(0), of.event(), waiting.size())) {
          add(waiting);
        }
        waiting.add(of.event());
      }
    }
    add(waiting);
  }

  static List<ReferenceVersion> references() {
    return ALL.references;
  }

  /** How many records there are before the job is stopped. */
  static int before() {
    return ALL.first.size();
  }

  static int eventsBefore() {
    return ALL.eventsBefore;
  }

  static int eventsAfter() {
    return ALL.eventsAfter;
  }

  /** All of them; what the job may have sent twice because it was stopped comes twice. */
  static List<KafkaRecord> records() {
    var all = new ArrayList<>(ALL.first);
    all.addAll(ALL.first.subList(before() - REPEATED, before()));
    all.addAll(ALL.second);
    return all;
  }

  private static boolean together(Event first, Event next, int size) {
    return size < BATCH
        && next.getEpoch() == first.getEpoch()
        && next.getTime() < CUT == first.getTime() < CUT;
  }

  private void add(OfReference line) {
    var datum = (Accepted<Datum>) ReferenceType.of(line.type()).orElseThrow().read(line.value());
    var id = datum.value().id();
    references.add(
        new ReferenceVersion(
            line.type(), id, line.time(), 0L, references.size() + 1L, "test", line.value()));
  }

  private void add(List<Event> events) {
    var one = events.get(0);
    var hall = one.getHallId();
    var batch =
        new EventBatch(
            one.getSource(),
            one.getEpoch(),
            one.getSeq(),
            one.getDistrict(),
            hall,
            new ArrayList<>(events));
    long offset = (long) first.size() + second.size();
    boolean early = one.getTime() < CUT;
    (early ? first : second).add(Day.record(hall, offset, codec.encode(batch)));
    if (early) {
      eventsBefore += events.size();
    } else {
      eventsAfter += events.size();
    }
    events.clear();
  }

  private static List<JsonLine> lines() {
    var file =
        Objects.requireNonNull(TwoDays.class.getResourceAsStream("/state/two-days.jsonl.gz"));
    try (var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(file), UTF_8))) {
      return reader
          .lines()
          .<JsonLine>map(line -> ((Accepted<JsonLine>) EventJson.read(line)).value())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
