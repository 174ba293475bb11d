package io.hallpulse.serving.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServiceUnit;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.reference.ItemFile.Rejected;
import io.hallpulse.serving.reference.ItemFile.Row;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a file's service items reference data, with the departments that are not known yet. */
@Singleton
final class ItemImport {
  private final ReferenceMaster master;
  private final Reading reading;
  private final Clock clock;

  ItemImport(ReferenceMaster master, Reading reading, Clock clock) {
    this.master = master;
    this.reading = reading;
    this.clock = clock;
  }

  /** What came of it. */
  record Result(int accepted, int newUnits, int repeated, List<Rejected> rejected) {}

  /**
   * What the file does not say of a known item (minutes, materials) stays as it is; an item that
   * already is what the file says is a repeat.
   */
  Result take(Caller by, ItemFile file) throws SQLException {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var known =
        reading.holding(ReferenceType.ITEM, ServiceItem.class, now).stream()
            .collect(Collectors.toMap(ServiceItem::itemCode, Function.identity()));
    Map<String, String> units = new HashMap<>();
    reading
        .holding(ReferenceType.UNIT, ServiceUnit.class, now)
        .forEach(unit -> units.putIfAbsent(unit.name(), unit.unitId()));
    var fresh = new ArrayList<Datum>();
    var rejected = new ArrayList<>(file.rejected());
    int newUnits = 0;
    int repeated = 0;
    for (var row : file.rows()) {
      var unitId = units.get(row.unit());
      var wanted = unitId == null ? unitIdOf(row.unit()) : unitId;
      ServiceItem item;
      try {
        item = item(row, wanted, known.get(row.code()));
      } catch (IllegalArgumentException e) {
        rejected.add(rejection(row, String.valueOf(e.getMessage())));
        continue;
      }
      var fault = Storable.fault(ReferenceType.write(item));
      if (fault.isPresent()) {
        rejected.add(rejection(row, fault.get()));
        continue;
      }
      if (unitId == null) {
        units.put(row.unit(), wanted);
        fresh.add(new ServiceUnit(wanted, row.unit()));
        newUnits++;
      }
      if (item.equals(known.get(row.code()))) {
        repeated++;
      } else {
        fresh.add(item);
      }
    }
    master.addAll(by, fresh.stream().map(datum -> new Candidate(datum, now, by.name())).toList());
    rejected.sort(Comparator.comparingInt(Rejected::line).thenComparingInt(Rejected::column));
    return new Result(fresh.size() - newUnits, newUnits, repeated, rejected);
  }

  private static ServiceItem item(Row row, String unitId, @Nullable ServiceItem known) {
    if (known == null) {
      return new ServiceItem(row.code(), unitId, row.name(), row.minutes(), row.materials());
    }
    var materials = row.materials() == null ? known.materials() : row.materials();
    return new ServiceItem(
        row.code(),
        unitId,
        row.name(),
        row.minutes() == null ? known.committedMinutes() : row.minutes(),
        materials,
        details(known, materials));
  }

  /** What is known of materials that are still asked for. */
  private static @Nullable Map<String, String> details(
      ServiceItem known, @Nullable List<String> materials) {
    if (known.materialDetails() == null || materials == null) {
      return null;
    }
    var details = new HashMap<>(known.materialDetails());
    details.keySet().retainAll(materials);
    return details;
  }

  private static Rejected rejection(Row row, String reason) {
    return new Rejected(row.place().line(), row.place().column(), reason);
  }

  /** The same name gives the same id, so that two files agree on a department. */
  private static String unitIdOf(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return "unit-" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
