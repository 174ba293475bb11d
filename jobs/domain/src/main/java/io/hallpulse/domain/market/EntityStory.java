package io.hallpulse.domain.market;

import static io.hallpulse.domain.market.EntityState.ACTIVE;
import static io.hallpulse.domain.market.EntityState.CANCELLED;
import static io.hallpulse.domain.market.EntityState.CANCELLED_REVOKED;
import static io.hallpulse.domain.market.EntityState.MOVED_OUT;
import static io.hallpulse.domain.market.EntityState.NONE;
import static io.hallpulse.domain.market.EntityState.REVOKED;

import io.hallpulse.schemas.registry.RegistryKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entity's life, folded from all that was said of it in the order (legal day, time, source,
 * epoch, seq): what it adds to the ledger's cells, which events the life cycle refuses, how it
 * stands in the end. Folded anew with every event, so that the order of arrival does not matter.
 */
final class EntityStory {
  private final LedgerSums sums = new LedgerSums();
  private final @Nullable String[] verdicts;

  private EntityState state = NONE;
  private boolean suspended;
  private boolean abnormal;
  private int subdistrict = Subdistricts.NONE;
  private int section = Industry.NO_SECTION;
  private int division;
  private int type;
  private int capital = Capital.Status.ABSENT.ordinal();
  private long cents;
  private @Nullable String name;
  private @Nullable String caseId;

  /** The entry that changes of its own day still amend. */
  private @Nullable Said amended;

  private @Nullable Said firstEntry;
  private @Nullable NewEntity registered;
  private final Life life = new Life();
  private int exited = Integer.MIN_VALUE;

  private EntityStory(int events) {
    verdicts = new @Nullable String[events];
  }

  /**
   * @param events in fold order
   */
  static EntityStory of(List<Said> events) {
    var story = new EntityStory(events.size());
    for (int i = 0; i < events.size(); i++) {
      story.verdicts[i] = story.fold(events.get(i));
    }
    story.settleEntry();
    return story;
  }

  /** Takes an event in; why not, null if it is legal. */
  private @Nullable String fold(Said event) {
    if (event.kind() == RegistryKind.STOCK_REBASED) {
      int cell = Cell.of(event.subdistrict(), event.section(), event.type());
      sums.add(cell, event.day(), Measure.REBASED, event.amount());
      return null;
    }
    var next = next(event.kind());
    if (next.isEmpty()) {
      return "ILLEGAL_TRANSITION(%s, %s)".formatted(state.told(), event.kind());
    }
    if (event.kind() == RegistryKind.ENTITY_CHANGED) {
      change(event);
      return null;
    }
    settleEntry();
    flags(event.day(), -1);
    effect(event, next.get());
    state = next.get();
    flags(event.day(), 1);
    return null;
  }

  /** The state after a legal event, empty if it is illegal here. */
  private Optional<EntityState> next(RegistryKind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case ENTITY_REGISTERED -> state == NONE ? ACTIVE : null;
          case ENTITY_MOVED_IN -> state == NONE || state == MOVED_OUT ? ACTIVE : null;
          case ENTITY_CHANGED -> state == ACTIVE ? ACTIVE : null;
          case ENTITY_SUSPENDED -> state == ACTIVE && !suspended ? ACTIVE : null;
          case ENTITY_RESUMED -> state == ACTIVE && suspended ? ACTIVE : null;
          case ENTITY_LISTED_ABNORMAL -> state == ACTIVE && !abnormal ? ACTIVE : null;
          case ENTITY_DELISTED_ABNORMAL -> state == ACTIVE && abnormal ? ACTIVE : null;
          case ENTITY_REVOKED -> state == ACTIVE ? REVOKED : null;
          case ENTITY_CANCELLED ->
              state == ACTIVE ? CANCELLED : state == REVOKED ? CANCELLED_REVOKED : null;
          case ENTITY_MOVED_OUT -> state == ACTIVE ? MOVED_OUT : null;
          case ENTITY_RESTORED ->
              switch (state) {
                case REVOKED, CANCELLED -> ACTIVE;
                case CANCELLED_REVOKED -> REVOKED;
                case NONE, ACTIVE, MOVED_OUT -> null;
              };
          case STOCK_REBASED, UNKNOWN -> null;
        });
  }

  private void effect(Said event, EntityState next) {
    switch (event.kind()) {
      case ENTITY_REGISTERED -> {
        enter(event);
        suspended = false;
        abnormal = false;
        caseId = event.caseId();
      }
      case ENTITY_MOVED_IN -> {
        enter(event);
        suspended = event.suspended();
        abnormal = event.abnormal();
      }
      case ENTITY_SUSPENDED, ENTITY_RESUMED ->
          suspended = event.kind() == RegistryKind.ENTITY_SUSPENDED;
      case ENTITY_LISTED_ABNORMAL, ENTITY_DELISTED_ABNORMAL ->
          abnormal = event.kind() == RegistryKind.ENTITY_LISTED_ABNORMAL;
      case ENTITY_REVOKED -> leave(event, Measure.REVOKED);
      case ENTITY_CANCELLED -> {
        if (next == CANCELLED) {
          leave(event, Measure.CANCELLED);
        }
      }
      case ENTITY_MOVED_OUT -> {
        sums.add(cell(), event.day(), Measure.MOVED_OUT, 1);
        capitalOf(event.day(), Measure.CAPITAL_OUT);
        life.movedOut(event.day());
        exited = event.day();
      }
      case ENTITY_RESTORED -> {
        if (next == ACTIVE) {
          sums.add(cell(), event.day(), Measure.RESTORED, 1);
          life.turned(event.day());
        }
      }
      case ENTITY_CHANGED, STOCK_REBASED, UNKNOWN ->
          throw new IllegalArgumentException("No effect of " + event.kind());
    }
  }

  private void enter(Said event) {
    take(event);
    amended = event;
    if (firstEntry == null) {
      firstEntry = event;
    }
  }

  private void leave(Said event, Measure measure) {
    sums.add(cell(), event.day(), measure, 1);
    life.turned(event.day());
    exited = event.day();
  }

  private void change(Said event) {
    boolean amends = amended != null && amended.day() == event.day();
    if (!amends) {
      settleEntry();
    }
    flags(event.day(), -1);
    int before = cell();
    take(event);
    int after = cell();
    flags(event.day(), 1);
    if (!amends && before != after) {
      sums.add(before, event.day(), Measure.RECLASSIFIED, -1);
      sums.add(after, event.day(), Measure.RECLASSIFIED, 1);
    }
  }

  /** What is said replaces, what is not said stays. */
  private void take(Said event) {
    subdistrict = event.subdistrict() < 0 ? subdistrict : event.subdistrict();
    if (event.section() >= 0) {
      section = event.section();
      division = event.division();
    }
    type = event.type() < 0 ? type : event.type();
    if (event.capital() >= 0) {
      capital = event.capital();
      cents = event.amount();
    }
    boolean isEntry = event.kind() != RegistryKind.ENTITY_CHANGED;
    name = event.name() == null && !isEntry ? name : event.name();
  }

  /** Counts the entry with what its own day has made of it. */
  private void settleEntry() {
    if (amended == null) {
      return;
    }
    int day = amended.day();
    if (amended.kind() == RegistryKind.ENTITY_REGISTERED) {
      sums.add(cell(), day, Measure.REGISTERED, 1);
      registered =
          new NewEntity(
              cell(), day, Industry.sector(section, division), capital, cents, life, caseId);
    } else {
      sums.add(cell(), day, Measure.MOVED_IN, 1);
      capitalOf(day, Measure.CAPITAL_IN);
    }
    amended = null;
  }

  private void capitalOf(int day, Measure measure) {
    if (isCapitalKnown()) {
      sums.add(cell(), day, measure, cents);
    } else {
      sums.add(cell(), day, Measure.CAPITAL_UNKNOWN, 1);
    }
  }

  private void flags(int day, int times) {
    if (state != ACTIVE) {
      return;
    }
    if (suspended) {
      sums.add(cell(), day, Measure.SUSPENDED, times);
    }
    if (abnormal) {
      sums.add(cell(), day, Measure.ABNORMAL, times);
    }
    if (suspended || abnormal) {
      sums.add(cell(), day, Measure.EITHER, times);
    }
  }

  private int cell() {
    return Cell.of(subdistrict, section, type);
  }

  private boolean isCapitalKnown() {
    return capital == Capital.Status.KNOWN.ordinal();
  }

  LedgerSums sums() {
    return sums;
  }

  /** Why the event at a place is refused, null if it is legal. */
  @Nullable String verdict(int place) {
    return verdicts[place];
  }

  /** What it adds as a newly registered entity, null if it entered otherwise or not at all. */
  @Nullable NewEntity registered() {
    return registered;
  }

  boolean isActive() {
    return state == ACTIVE;
  }

  EntityState state() {
    return state;
  }

  boolean isSuspended() {
    return suspended;
  }

  boolean isAbnormal() {
    return abnormal;
  }

  int subdistrict() {
    return subdistrict;
  }

  Industry industry() {
    return new Industry(section, division);
  }

  EntityType type() {
    return EntityType.values()[type];
  }

  Capital capital() {
    var status = Capital.Status.values()[capital];
    return new Capital(status, status == Capital.Status.KNOWN ? cents : null);
  }

  @Nullable String name() {
    return name == null || name.isEmpty() ? null : name;
  }

  @Nullable Said firstEntry() {
    return firstEntry;
  }

  /** The case of its registration. */
  @Nullable String caseId() {
    return registered == null ? null : registered.caseId();
  }

  /** The day on which it last left the stock, empty while it is in it. */
  Optional<Integer> exited() {
    return state == ACTIVE || exited == Integer.MIN_VALUE ? Optional.empty() : Optional.of(exited);
  }

  /** When a registered entity left the stock and came back, up to its first moving out. */
  static final class Life {
    private int[] days = new int[2];
    private int size;
    private boolean hasMovedOut;

    void turned(int day) {
      if (!hasMovedOut) {
        put(day);
      }
    }

    void movedOut(int day) {
      if (!hasMovedOut) {
        put(day);
        hasMovedOut = true;
      }
    }

    private void put(int day) {
      if (size == days.length) {
        days = Arrays.copyOf(days, size * 2);
      }
      days[size++] = day;
    }
  }

  /**
   * What is counted of an entity as newly registered.
   *
   * @param sector 1 to 3, 0 if it is not known
   * @param capital status of its capital
   */
  record NewEntity(
      int cell, int day, int sector, int capital, long cents, Life life, @Nullable String caseId) {
    static final int CELL = 0;
    static final int DAY = 1;
    static final int SECTOR = 2;
    static final int CAPITAL = 3;
    static final int CENTS = 4;
    static final int MOVED_OUT = 5;

    /** From here on: the day on which it left, on which it came back, and so on by turns. */
    static final int TURNS = 6;

    /**
     * As numbers; its only registration counts for survival if it was its first entry, as it is.
     */
    long[] numbers() {
      var numbers = new long[TURNS + life.size];
      numbers[CELL] = cell;
      numbers[DAY] = day;
      numbers[SECTOR] = sector;
      numbers[CAPITAL] = capital;
      numbers[CENTS] = cents;
      numbers[MOVED_OUT] = life.hasMovedOut ? 1 : 0;
      for (int i = 0; i < life.size; i++) {
        numbers[TURNS + i] = life.days[i];
      }
      return numbers;
    }
  }
}
