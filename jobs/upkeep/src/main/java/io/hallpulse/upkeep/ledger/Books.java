package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The books of all origins, and of the records that nobody can read or that the job has turned
 * away. They are fed from three sides in this order: what is stored, what is a dead letter, what
 * arrived. An arrival is entered once it is known what became of it: when the lake has passed its
 * place, or when it is a dead letter. What a dead letter says counts for nothing, or a forged batch
 * could claim and excuse what it likes.
 */
final class Books {
  private final Map<Origin, OriginBook> origins = new HashMap<>();
  private final Map<Integer, Runs> unreadable = new HashMap<>();
  private final Map<Integer, Runs> deadLetters = new HashMap<>();
  private final Map<Integer, Runs> denied = new HashMap<>();
  private final Map<Integer, Long> waitsSince = new HashMap<>();
  private Denied lastDenied = Denied.NOTHING;
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

  void stored(
      String hall, String source, long epoch, long seq, LocalDate day, int partition, long offset) {
    lake.reached(partition, offset);
    var book = book(source, epoch);
    book.tellsOf(hall);
    book.stored(seq, day);
  }

  /**
   * A batch lies at a place.
   *
   * @return whether it is entered; otherwise it is to be told again later, and all behind it
   */
  boolean arrived(EventBatch batch, Place place) {
    if (isDead(place)) {
      at(denied, place.partition()).add(place.offset());
      return entered(place);
    }
    if (!lake.hasPassed(place.partition(), place.offset())) {
      return isStored(batch) ? entered(place) : waits(place);
    }
    var book = book(batch.getSource(), batch.getEpoch());
    book.tellsOf(batch.getHallId());
    var local = zones.getOrDefault(batch.getDistrict(), zone);
    for (var event : batch.getEvents()) {
      var day = LocalDate.ofInstant(EventJson.instant(event.getTime()), local);
      book.arrived(event.getSeq(), day);
      var lastSeq = event.getLastSeq();
      if (event.getKind() == EventKind.HEARTBEAT && lastSeq != null) {
        book.accepted(lastSeq);
      }
    }
    return entered(place);
  }

  /**
   * A record that is no batch lies at a place: it belongs among the dead letters.
   *
   * @return as {@link #arrived}
   */
  boolean unreadable(Place place) {
    if (!isDead(place) && !lake.hasPassed(place.partition(), place.offset())) {
      return waits(place);
    }
    at(unreadable, place.partition()).add(place.offset());
    return entered(place);
  }

  /** The job has put the record at a place among the dead letters. */
  void deadLetter(int partition, long offset, String reason, long atMillis) {
    at(deadLetters, partition).add(offset);
    lastDenied = lastDenied.or(reason, atMillis);
  }

  /** An event of such a record, as far as it can be read. */
  void unreadable(String source, long epoch, long seq) {
    book(source, epoch).unreadable(seq);
  }

  private boolean isDead(Place place) {
    return at(deadLetters, place.partition()).contains(place.offset());
  }

  /** A repeat of what is stored leaves no row behind by which the lake could pass it. */
  private boolean isStored(EventBatch batch) {
    var book = book(batch.getSource(), batch.getEpoch());
    return batch.getEvents().stream().allMatch(event -> book.isStored(event.getSeq()));
  }

  private boolean waits(Place place) {
    waitsSince.put(place.partition(), place.arrivedMillis());
    return false;
  }

  private boolean entered(Place place) {
    waitsSince.remove(place.partition());
    return true;
  }

  /** When the first record arrived of which it is not known yet what becomes of it. */
  OptionalLong waitsSinceMillis() {
    return waitsSince.values().stream().mapToLong(Long::longValue).min();
  }

  /** Batches that the job has turned away. */
  long deniedBatches() {
    return denied.values().stream().mapToLong(Runs::count).sum();
  }

  Denied lastDenied() {
    return lastDenied;
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
