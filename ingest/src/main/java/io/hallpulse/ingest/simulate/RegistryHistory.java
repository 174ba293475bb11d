package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.RegistryDays.Slot;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registry's changes one after the other. Same seed and plan, same changes: what is told of a
 * day depends on all days before, so a start begins at the beginning and leaves out what was sent.
 */
final class RegistryHistory {
  private static final String ELSEWHERE = "370203";

  private final String district;
  private final String source;
  private final long epoch;
  private final ZoneId zone;
  private final Chance chance;
  private final RegistryDays days;
  private final Consumer<Map<String, Object>> out;
  private final List<MadeUpEntity> enterprises = new ArrayList<>();
  private final List<MadeUpEntity> households = new ArrayList<>();

  /** Those that left, and may be restored or struck off. */
  private final List<MadeUpEntity> gone = new ArrayList<>();

  private int entities;
  private long seq;

  /**
   * @param out takes the fields of each change, as a feed has them
   */
  RegistryHistory(
      long seed, long epoch, ZoneId zone, RegistryDays days, Consumer<Map<String, Object>> out) {
    this.district = days.district();
    this.source = "registry-" + district;
    this.epoch = epoch;
    this.zone = zone;
    this.chance = Chance.of("registry", seed);
    this.days = days;
    this.out = out;
  }

  long seq() {
    return seq;
  }

  int inStock() {
    return enterprises.size() + households.size();
  }

  /** Those that are there when the history begins, registered in the fifteen years before. */
  void open(RegistryPlan ofEnterprises, RegistryPlan ofHouseholds) {
    var first = LocalDate.of(RegistryPlan.FIRST_YEAR, 1, 1);
    int before = (int) (first.toEpochDay() - first.minusYears(15).toEpochDay());
    long all = ofEnterprises.opening() + ofHouseholds.opening();
    for (long i = 0; i < all; i++) {
      // In the order of time, younger ones more often.
      double part = StrictMath.sqrt((i + 0.5) / all);
      var date = first.minusYears(15).plusDays((long) (part * before));
      // As evenly mixed as can be, so that the two numbers come out.
      boolean isHousehold =
          (i + 1) * ofHouseholds.opening() / all > i * ofHouseholds.opening() / all;
      register(date, 10 * 3_600, isHousehold, "");
    }
  }

  List<Slot> slots(LocalDate date) {
    return days.of(date);
  }

  /** Lets something happen; what is not possible does not. */
  void happen(LocalDate date, Slot slot) {
    switch (slot.what()) {
      case REGISTERED -> register(date, slot.second(), slot.isHousehold(), slot.caseId());
      case GONE -> leave(date, slot);
      case MOVED_IN -> moveIn(date, slot);
      case MOVED_OUT -> moveOut(date, slot);
      case RENAMED -> {
        var entity = one(slot);
        if (entity != null) {
          tell(date, slot, "ENTITY_CHANGED", entity, Map.of("name", entity.name(chance)));
        }
      }
      case ANOTHER_CAPITAL -> {
        var entity = one(slot);
        if (entity != null) {
          tell(date, slot, "ENTITY_CHANGED", entity, Map.of("capital_raw", entity.capital(chance)));
        }
      }
      case ANOTHER_ADDRESS -> {
        var entity = one(slot);
        if (entity != null) {
          tell(date, slot, "ENTITY_CHANGED", entity, Map.of("address", entity.address(chance)));
        }
      }
      case ANOTHER_INDUSTRY -> {
        var entity = one(slot);
        if (entity != null) {
          var code = entity.industry(chance);
          tell(date, slot, "ENTITY_CHANGED", entity, Map.of("industry_code", code));
        }
      }
      case LISTED, DELISTED -> list(date, slot);
      case SUSPENDED, RESUMED -> suspend(date, slot);
      case RESTORED -> restore(date, slot);
      case STRUCK_OFF -> strikeOff(date, slot);
    }
  }

  private void register(LocalDate date, int second, boolean isHousehold, String caseId) {
    var entity = make(date, isHousehold);
    var fields = entity.description(chance);
    if (!caseId.isEmpty()) {
      fields.put("case_id", caseId);
    }
    tell(date, second, "ENTITY_REGISTERED", entity, fields);
  }

  private MadeUpEntity make(LocalDate date, boolean isHousehold) {
    var entity = new MadeUpEntity(district, isHousehold, ++entities, (int) date.toEpochDay());
    enter(entity);
    return entity;
  }

  private void moveIn(LocalDate date, Slot slot) {
    var entity = make(date, slot.isHousehold());
    var fields = entity.description(chance);
    fields.put("from_district", ELSEWHERE);
    tell(date, slot, "ENTITY_MOVED_IN", entity, fields);
  }

  private void moveOut(LocalDate date, Slot slot) {
    var entity = one(slot);
    if (entity != null) {
      exit(entity);
      tell(date, slot, "ENTITY_MOVED_OUT", entity, Map.of("to_district", ELSEWHERE));
    }
  }

  /** Of two the younger one: the first years are the hardest. */
  private void leave(LocalDate date, Slot slot) {
    var one = one(slot);
    var other = one(slot);
    if (one == null || other == null) {
      return;
    }
    var entity = one.registered >= other.registered ? one : other;
    exit(entity);
    entity.isRevoked = chance.in(0.2);
    gone.add(entity);
    tell(date, slot, entity.isRevoked ? "ENTITY_REVOKED" : "ENTITY_CANCELLED", entity, Map.of());
  }

  private void restore(LocalDate date, Slot slot) {
    for (int tries = 0; tries < 20 && !gone.isEmpty(); tries++) {
      int at = chance.below(gone.size());
      var entity = gone.get(at);
      if (entity.isHousehold == slot.isHousehold()) {
        forget(at);
        enter(entity);
        tell(date, slot, "ENTITY_RESTORED", entity, Map.of("reason", "court order"));
        return;
      }
    }
  }

  /** Revoked ones are cancelled later, which changes no stock. */
  private void strikeOff(LocalDate date, Slot slot) {
    for (int tries = 0; tries < 20 && !gone.isEmpty(); tries++) {
      int at = chance.below(gone.size());
      var entity = gone.get(at);
      if (entity.isRevoked) {
        forget(at);
        tell(date, slot, "ENTITY_CANCELLED", entity, Map.of("reason", "struck off"));
        return;
      }
    }
  }

  private void forget(int at) {
    gone.set(at, gone.get(gone.size() - 1));
    gone.remove(gone.size() - 1);
  }

  private void list(LocalDate date, Slot slot) {
    boolean isListing = slot.what() == RegistryDays.Happening.LISTED;
    for (int tries = 0; tries < 200; tries++) {
      var entity = one(slot);
      if (entity != null && entity.isAbnormal != isListing) {
        entity.isAbnormal = isListing;
        tell(
            date,
            slot,
            isListing ? "ENTITY_LISTED_ABNORMAL" : "ENTITY_DELISTED_ABNORMAL",
            entity,
            Map.of("reason", isListing ? "no annual report" : "report filed"));
        return;
      }
    }
  }

  private void suspend(LocalDate date, Slot slot) {
    boolean isSuspending = slot.what() == RegistryDays.Happening.SUSPENDED;
    for (int tries = 0; tries < 500; tries++) {
      var entity = one(slot);
      if (entity != null && entity.isSuspended != isSuspending) {
        entity.isSuspended = isSuspending;
        tell(date, slot, isSuspending ? "ENTITY_SUSPENDED" : "ENTITY_RESUMED", entity, Map.of());
        return;
      }
    }
  }

  private List<MadeUpEntity> stock(boolean isHousehold) {
    return isHousehold ? households : enterprises;
  }

  private @Nullable MadeUpEntity one(Slot slot) {
    var stock = stock(slot.isHousehold());
    return stock.isEmpty() ? null : chance.one(stock);
  }

  private void enter(MadeUpEntity entity) {
    var stock = stock(entity.isHousehold);
    entity.place = stock.size();
    stock.add(entity);
  }

  private void exit(MadeUpEntity entity) {
    var stock = stock(entity.isHousehold);
    var last = stock.remove(stock.size() - 1);
    if (last != entity) {
      stock.set(entity.place, last);
      last.place = entity.place;
    }
  }

  private void tell(
      LocalDate date, Slot slot, String kind, MadeUpEntity entity, Map<String, Object> more) {
    tell(date, slot.second(), kind, entity, more);
  }

  private void tell(
      LocalDate date, int second, String kind, MadeUpEntity entity, Map<String, Object> more) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("source", source);
    fields.put("epoch", epoch);
    fields.put("seq", ++seq);
    fields.put("time", time(date, second));
    fields.put("district", district);
    fields.put("kind", kind);
    fields.put("effective_date", date.toString());
    fields.put("uscc", entity.uscc);
    fields.putAll(more);
    out.accept(fields);
  }

  private String time(LocalDate date, int second) {
    return LocalDateTime.of(date, LocalTime.ofSecondOfDay(second))
        .atZone(zone)
        .toOffsetDateTime()
        .toString();
  }
}
