package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.event.EventBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The topic as the books are told of it: in a partition up to what they do not want yet. */
final class TestTopic {
  private final Books books;
  private final Map<Integer, Deque<BooleanSupplier>> partitions = new TreeMap<>();

  TestTopic(Books books) {
    this.books = books;
  }

  void add(EventBatch batch, Place place) {
    at(place).add(() -> books.arrived(batch, place));
  }

  void addUnreadable(Place place) {
    at(place).add(() -> books.unreadable(place));
  }

  private Deque<BooleanSupplier> at(Place place) {
    return partitions.computeIfAbsent(place.partition(), any -> new ArrayDeque<>());
  }

  void readOn() {
    for (var records : partitions.values()) {
      while (!records.isEmpty() && records.element().getAsBoolean()) {
        records.remove();
      }
    }
  }
}
