package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The books of all origins, and of the records that nobody can read. They are fed from three sides
 * in any order that begins with the lake: what is stored, what arrived, what is a dead letter.
 */
final class Books {
  private final Map<Origin, OriginBook> origins = new HashMap<>();
  private final Map<Integer, Runs> unreadable = new HashMap<>();
  private final Map<Integer, Runs> deadLetters = new HashMap<>();
  private final Progress lake = new Progress();
  private final Map<String, ZoneId> zones = new HashMap<>();
  private final ZoneId zone;
  private @Nullable Origin newest;
  private @Nullable OriginBook newestBook;

  /**
   * @param zone of the local days of a district that has told no other
   */
  Books(ZoneId zone) {
    this.zone = zone;
  }

  /** A district's local days are those of its time zone. */
  void district(String district, ZoneId itsZone) {
    zones.put(district, itsZone);
  }

  void stored(String source, long epoch, long seq, LocalDate day, int partition, long offset) {
    lake.reached(partition, offset);
    book(source, epoch).stored(seq, day);
  }

  void arrived(EventBatch batch, Place place) {
    var book = book(batch.getSource(), batch.getEpoch());
    var local = zones.getOrDefault(batch.getDistrict(), zone);
    for (var event : batch.getEvents()) {
      var day = LocalDate.ofInstant(EventJson.instant(event.getTime()), local);
      book.arrived(event.getSeq(), day, place, lake);
      var lastSeq = event.getLastSeq();
      if (event.getKind() == EventKind.HEARTBEAT && lastSeq != null) {
        book.accepted(lastSeq, place, lake);
      }
    }
  }

  /** A record that is no batch lies at a place: it belongs among the dead letters. */
  void unreadable(Place place) {
    at(unreadable, place.partition()).add(place.offset());
  }

  /** The job has put the record at a place among the dead letters. */
  void deadLetter(int partition, long offset) {
    at(deadLetters, partition).add(offset);
  }

  /** An event of such a record, as far as it can be read. */
  void unreadable(String source, long epoch, long seq) {
    book(source, epoch).unreadable(seq);
  }

  void judge() {
    origins.values().forEach(book -> book.judge(lake));
  }

  void forEach(BiConsumer<Origin, OriginBook> reader) {
    origins.forEach(reader);
  }

  /** Records that nobody can read. */
  long unreadableRecords() {
    return unreadable.values().stream().mapToLong(Runs::count).sum();
  }

  /**
   * Offsets, by partition, of unreadable records that the lake has passed without a dead letter.
   */
  Map<Integer, Runs> unreadableWithoutLetter() {
    var missing = new HashMap<Integer, Runs>();
    unreadable.forEach(
        (partition, offsets) -> {
          var without = offsets.upTo(lake.highest(partition)).minus(at(deadLetters, partition));
          if (!without.isEmpty()) {
            missing.put(partition, without);
          }
        });
    return missing;
  }

  private static Runs at(Map<Integer, Runs> byPartition, int partition) {
    return byPartition.computeIfAbsent(partition, any -> new Runs());
  }

  /** Rows and records come in runs of one origin; most look-ups are of the one before. */
  private OriginBook book(String source, long epoch) {
    if (newest != null
        && newestBook != null
        && newest.epoch() == epoch
        && newest.source().equals(source)) {
      return newestBook;
    }
    var origin = new Origin(source, epoch);
    var book = origins.computeIfAbsent(origin, any -> new OriginBook());
    newest = origin;
    newestBook = book;
    return book;
  }
}
