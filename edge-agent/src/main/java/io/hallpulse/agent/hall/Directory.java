package io.hallpulse.agent.hall;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Clerk;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServiceUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the hall is made of, as serving told it last: its units, items, queues, counters, clerks,
 * rosters and appointments. It does not change; a newer one replaces it.
 */
public final class Directory {
  private final String hallId;
  private final Reference reference = new Reference();
  private final Map<String, ServiceUnit> units = new TreeMap<>();
  private final Map<String, ServiceItem> items = new TreeMap<>();
  private final Map<String, Queue> queues = new TreeMap<>();
  private final Map<String, ServiceCounter> counters = new TreeMap<>();
  private final Map<String, Clerk> clerks = new TreeMap<>();
  private final Map<String, Appointment> appointments = new HashMap<>();
  private @Nullable Hall hall;
  private ZoneId zone = ZoneId.of("Asia/Shanghai");

  /** A version of a datum; the value as JSON. */
  public record Version(String type, String id, String effectiveFrom, long version, String value) {}

  /**
   * A visit that was agreed on.
   *
   * @param code that its QR code holds
   * @param time ISO-8601
   */
  public record Appointment(
      String appointmentId,
      String code,
      @Nullable String visitorToken,
      String itemCode,
      String time) {
    public long micros() {
      return EventJson.micros(Instant.parse(time));
    }
  }

  /**
   * @param now which versions hold
   * @throws IllegalArgumentException if a version cannot be read
   */
  public Directory(String hallId, List<Version> versions, List<Appointment> agreed, Instant now) {
    this.hallId = hallId;
    var ordered = new ArrayList<>(versions);
    ordered.sort(
        Comparator.comparing((Version version) -> Instant.parse(version.effectiveFrom()))
            .thenComparingLong(Version::version));
    var holding = new HashMap<String, Datum>();
    for (var version : ordered) {
      var type = ReferenceType.of(version.type());
      if (type.isEmpty()) {
        continue; // of a newer program
      }
      if (!(type.get().read(version.value()) instanceof Parsed.Accepted<Datum> accepted)) {
        throw new IllegalArgumentException("Reference datum cannot be read: " + version);
      }
      var from = Instant.parse(version.effectiveFrom());
      reference.add(accepted.value(), EventJson.micros(from), version.version());
      var key = version.type() + "/" + version.id();
      if (!from.isAfter(now)) {
        holding.put(key, accepted.value());
      } else {
        holding.putIfAbsent(key, accepted.value());
      }
    }
    holding.values().forEach(this::keep);
    agreed.forEach(each -> appointments.put(each.appointmentId(), each));
  }

  private void keep(Datum datum) {
    if (datum instanceof Hall found && found.hallId().equals(hallId)) {
      hall = found;
    } else if (datum instanceof ServiceUnit unit) {
      units.put(unit.unitId(), unit);
    } else if (datum instanceof ServiceItem item) {
      items.put(item.itemCode(), item);
    } else if (datum instanceof Queue queue && queue.hallId().equals(hallId)) {
      queues.put(queue.queueId(), queue);
    } else if (datum instanceof ServiceCounter counter && counter.hallId().equals(hallId)) {
      counters.put(counter.counterId(), counter);
    } else if (datum instanceof District district) {
      zone = ZoneId.of(district.timeZone());
    } else if (datum instanceof Clerk clerk) {
      clerks.put(clerk.staffId(), clerk);
    }
  }

  public Reference reference() {
    return reference;
  }

  /** The district's. */
  public ZoneId zone() {
    return zone;
  }

  public String hallName() {
    return hall == null ? hallId : hall.name();
  }

  public List<Queue> queues() {
    return List.copyOf(queues.values());
  }

  public List<ServiceCounter> counters() {
    return List.copyOf(counters.values());
  }

  /** The items that a queue of this hall takes. */
  public List<ServiceItem> items() {
    return items.values().stream().filter(item -> !queuesOf(item.unitId()).isEmpty()).toList();
  }

  public List<ServiceItem> itemsOf(String unitId) {
    return items.values().stream().filter(item -> item.unitId().equals(unitId)).toList();
  }

  public List<Queue> queuesOf(String unitId) {
    return queues.values().stream().filter(queue -> queue.unitId().equals(unitId)).toList();
  }

  public String unitName(String unitId) {
    var unit = units.get(unitId);
    return unit == null ? unitId : unit.name();
  }

  public ServiceItem item(String itemCode) {
    return found(items.get(itemCode), "item", itemCode);
  }

  public List<String> materials(String itemCode) {
    var materials = item(itemCode).materials();
    return materials == null ? List.of() : materials;
  }

  public @Nullable String itemName(@Nullable String itemCode) {
    var item = itemCode == null ? null : items.get(itemCode);
    return item == null ? itemCode : item.name();
  }

  public Queue queue(String queueId) {
    return found(queues.get(queueId), "queue", queueId);
  }

  public ServiceCounter counter(String counterId) {
    return found(counters.get(counterId), "counter", counterId);
  }

  public @Nullable ServiceCounter counterIfKnown(@Nullable String counterId) {
    return counterId == null ? null : counters.get(counterId);
  }

  public boolean isClerk(String staffId) {
    return clerks.containsKey(staffId);
  }

  public List<Roster> rosters(String counterId, LocalDate date) {
    return reference.rosters(counterId, date);
  }

  public List<Appointment> appointmentsOf(String visitorToken) {
    return appointments.values().stream()
        .filter(each -> visitorToken.equals(each.visitorToken()))
        .sorted(Comparator.comparing(Appointment::time))
        .toList();
  }

  public Optional<Appointment> appointment(String appointmentId) {
    return Optional.ofNullable(appointments.get(appointmentId));
  }

  public Optional<Appointment> appointmentByCode(String code) {
    return appointments.values().stream().filter(each -> each.code().equals(code)).findFirst();
  }

  /** Items whose name, code or unit holds a text, best first. */
  public List<ServiceItem> search(String text, @Nullable String unitId) {
    var wanted = text.strip().toLowerCase(Locale.ROOT);
    return items().stream()
        .filter(item -> unitId == null || item.unitId().equals(unitId))
        .filter(item -> rank(item, wanted) < Integer.MAX_VALUE)
        .sorted(
            Comparator.comparingInt((ServiceItem item) -> rank(item, wanted))
                .thenComparing(ServiceItem::itemCode))
        .limit(50)
        .toList();
  }

  private int rank(ServiceItem item, String wanted) {
    int inName = item.name().toLowerCase(Locale.ROOT).indexOf(wanted);
    if (inName >= 0) {
      return inName;
    }
    if (item.itemCode().toLowerCase(Locale.ROOT).contains(wanted)) {
      return 1_000;
    }
    return unitName(item.unitId()).toLowerCase(Locale.ROOT).contains(wanted)
        ? 2_000
        : Integer.MAX_VALUE;
  }

  private static <T> T found(@Nullable T datum, String what, String id) {
    if (datum == null) {
      throw Refused.unknown(what, id);
    }
    return datum;
  }
}
