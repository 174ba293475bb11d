package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.SlotBook;
import io.hallpulse.domain.health.SlotMarks;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import io.hallpulse.domain.time.LocalDays;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was heard and counted at counters and queues, half hour by half hour. A day that is over is
 * bound into one volume of each, so that a restart reads few entries; what comes late lies beside
 * it until the day is bound again.
 */
final class PlaceBooks {
  private final HallMemory memory;
  private final long revisionsFrom;

  PlaceBooks(HallMemory memory, long revisionsFrom) {
    this.memory = memory;
    this.revisionsFrom = revisionsFrom;
  }

  void hear(Place place, Mark mark, LocalDays days) {
    long slot = Slots.start(mark.time(), days);
    var key = key(place, slot);
    var known = memory.heard().get(key);
    memory.heard().put(key, (known == null ? SlotMarks.NONE : known).with(mark, slot));
  }

  void unhear(Place place, Mark mark, LocalDays days) {
    long slot = Slots.start(mark.time(), days);
    long day = days.of(mark.time());
    without(key(place, slot), mark, slot);
    without(volume(place, day), mark, days.start(day));
  }

  private void without(String key, Mark mark, long start) {
    var known = memory.heard().get(key);
    if (known != null) {
      memory.heard().put(key, known.without(mark, start));
    }
  }

  /** All marks of a day that are not before a time. */
  List<Mark> marks(Place place, long day, long from, LocalDays days) {
    var marks = new ArrayList<Mark>();
    var bound = memory.heard().get(volume(place, day));
    if (bound != null) {
      bound.marks(days.start(day)).stream().filter(mark -> mark.time() >= from).forEach(marks::add);
    }
    for (long slot = Math.max(days.start(day), from); slot < days.end(day); slot += Slots.LENGTH) {
      var known = memory.heard().get(key(place, slot));
      if (known != null) {
        marks.addAll(known.marks(slot));
      }
    }
    return marks;
  }

  SlotBook book(Place place, long slot, LocalDays days) {
    var packed = memory.books().get(key(place, slot));
    if (packed == null) {
      return bound(place, days.of(slot), days).getOrDefault(slot, SlotBook.begin(revisionsFrom));
    }
    return SlotBook.read(new PackedReader(packed));
  }

  void put(Place place, long slot, SlotBook book) {
    var to = new PackedWriter();
    book.write(to);
    memory.books().put(key(place, slot), to.bytes());
  }

  /** The books of a day, by the start of their half hour. */
  SortedMap<Long, SlotBook> books(Place place, long day, LocalDays days) {
    var books = bound(place, day, days);
    for (long slot = days.start(day); slot < days.end(day); slot += Slots.LENGTH) {
      var packed = memory.books().get(key(place, slot));
      if (packed != null) {
        books.put(slot, SlotBook.read(new PackedReader(packed)));
      }
    }
    return books;
  }

  private SortedMap<Long, SlotBook> bound(Place place, long day, LocalDays days) {
    var books = new TreeMap<Long, SlotBook>();
    var packed = memory.books().get(volume(place, day));
    if (packed != null) {
      var from = new PackedReader(packed);
      while (from.hasMore()) {
        books.put(days.start(day) + from.unsigned() * Slots.LENGTH, SlotBook.read(from));
      }
    }
    return books;
  }

  /** Ratings given at a counter in the half hours of two times, and what is bound of their days. */
  List<SlotRatings.Given> ratings(Place place, long from, long until, LocalDays days) {
    var keys =
        Set.of(from, until).stream()
            .flatMap(
                time ->
                    Stream.of(key(place, Slots.start(time, days)), volume(place, days.of(time))))
            .distinct()
            .toList();
    var ratings = new ArrayList<SlotRatings.Given>();
    for (var key : keys) {
      var known = memory.ratings().get(key);
      if (known != null) {
        ratings.addAll(known.ratings());
      }
    }
    return ratings;
  }

  void rate(Place place, SlotRatings.Given rating, LocalDays days) {
    var key = key(place, Slots.start(rating.time(), days));
    var known = memory.ratings().get(key);
    memory.ratings().put(key, (known == null ? SlotRatings.NONE : known).with(List.of(rating)));
  }

  /** Binds a day that is over. */
  void bind(Place place, long day, LocalDays days) {
    long start = days.start(day);
    var volume = volume(place, day);
    var marks = memory.heard().get(volume);
    var ratings = memory.ratings().get(volume);
    var books = books(place, day, days);
    for (long slot = start; slot < days.end(day); slot += Slots.LENGTH) {
      var key = key(place, slot);
      var heard = memory.heard().get(key);
      if (heard != null) {
        marks = (marks == null ? SlotMarks.NONE : marks).with(heard.marks(slot), start);
        memory.heard().remove(key);
      }
      var given = memory.ratings().get(key);
      if (given != null) {
        ratings = (ratings == null ? SlotRatings.NONE : ratings).with(given.ratings());
        memory.ratings().remove(key);
      }
      memory.books().remove(key);
    }
    if (marks != null) {
      memory.heard().put(volume, marks);
    }
    if (ratings != null) {
      memory.ratings().put(volume, ratings);
    }
    if (!books.isEmpty()) {
      var to = new PackedWriter();
      books.forEach(
          (slot, book) -> {
            to.unsigned((slot - start) / Slots.LENGTH);
            book.write(to);
          });
      memory.books().put(volume, to.bytes());
    }
  }

  void drop(Place place, long day, LocalDays days) {
    forget(volume(place, day));
    for (long slot = days.start(day); slot < days.end(day); slot += Slots.LENGTH) {
      forget(key(place, slot));
    }
  }

  private void forget(String key) {
    memory.heard().remove(key);
    memory.books().remove(key);
    memory.ratings().remove(key);
  }

  private static String key(Place place, long slot) {
    return PlaceDay.key(place.key(), slot);
  }

  /** Days are numbers far below any half hour's. */
  private static String volume(Place place, long day) {
    return PlaceDay.key(place.key(), day);
  }
}
