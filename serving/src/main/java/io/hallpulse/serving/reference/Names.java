package io.hallpulse.serving.reference;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceUnit;
import io.hallpulse.serving.reference.ReferenceMaster.Key;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What halls, units, queues and counters are called now; in memory, refreshed on change. */
@Singleton
public final class Names {
  private static final Logger LOG = LoggerFactory.getLogger(Names.class);

  private final ReferenceReads reads;
  private final Clock clock;
  private volatile Map<Key, Datum> data = Map.of();

  Names(ReferenceReads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  public Optional<Hall> hall(String hallId) {
    return find(ReferenceType.HALL, hallId, Hall.class);
  }

  /** All halls, in the order of their ids. */
  public List<Hall> halls() {
    return data.values().stream()
        .filter(Hall.class::isInstance)
        .map(Hall.class::cast)
        .sorted(Comparator.comparing(Hall::hallId))
        .toList();
  }

  public Optional<Queue> queue(String queueId) {
    return find(ReferenceType.QUEUE, queueId, Queue.class);
  }

  public Optional<ServiceCounter> counter(String counterId) {
    return find(ReferenceType.COUNTER, counterId, ServiceCounter.class);
  }

  public Optional<String> unit(@Nullable String unitId) {
    return unitId == null
        ? Optional.empty()
        : find(ReferenceType.UNIT, unitId, ServiceUnit.class).map(ServiceUnit::name);
  }

  /** Other instances write too, and a version may begin to hold by itself. */
  @Scheduled(fixedDelay = "10s")
  void refreshInTime() {
    try {
      refresh();
    } catch (SQLException e) {
      LOG.warn("Names stay as they were, the database does not answer: {}", e.getMessage());
    }
  }

  void refresh() throws SQLException {
    var fresh = new HashMap<Key, Datum>();
    for (var row : reads.named(clock.instant())) {
      var type = ReferenceType.of(row.type()).orElseThrow();
      // What stands in the master was checked when it came.
      if (type.read(row.value()) instanceof Parsed.Accepted<Datum> accepted) {
        fresh.put(new Key(type, row.id()), accepted.value());
      }
    }
    data = Map.copyOf(fresh);
  }

  private <T extends Datum> Optional<T> find(ReferenceType type, String id, Class<T> as) {
    return Optional.ofNullable(data.get(new Key(type, id))).map(as::cast);
  }
}
