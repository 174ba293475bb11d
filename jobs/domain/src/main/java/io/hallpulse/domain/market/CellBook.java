package io.hallpulse.domain.market;

import io.hallpulse.domain.market.EntityStory.NewEntity;
import java.util.Arrays;

/**
 * What a cell of the ledger adds up to, day by day, and its entities as newly registered: arrays of
 * numbers, since a district has a million of them. Fields are public for the job's state alone.
 */
public final class CellBook {
  static final int ALIVE = 0;
  static final int DEAD = 1;
  static final int GONE = 2;

  /** Left and came back, or more: its turns are in {@link #odd}. */
  static final int ODD = 3;

  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};

  /** Days and measures, ascending. */
  public int[] slots = NO_INTS;

  public long[] amounts = NO_LONGS;
  public int size;

  /** Of each entity: its day, and in bits its life, sector and status of its capital. */
  public int[] days = NO_INTS;

  public int[] marks = NO_INTS;

  /** The day on which it left, or where its turns are. */
  public int[] ends = NO_INTS;

  public long[] cents = NO_LONGS;
  public int entities;
  public long[][] odd = {};

  /** A copy that shares nothing. */
  public CellBook copy() {
    var copy = new CellBook();
    copy.slots = slots.clone();
    copy.amounts = amounts.clone();
    copy.size = size;
    copy.days = days.clone();
    copy.marks = marks.clone();
    copy.ends = ends.clone();
    copy.cents = cents.clone();
    copy.entities = entities;
    copy.odd = odd.clone(); // turns are never changed in place
    return copy;
  }

  void add(int slot, long amount) {
    int at = Arrays.binarySearch(slots, 0, size, slot);
    if (at >= 0) {
      amounts[at] = Math.addExact(amounts[at], amount);
      if (amounts[at] == 0) {
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        System.arraycopy(amounts, at + 1, amounts, at, size - at - 1);
        size--;
      }
      return;
    }
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, grown(size));
      amounts = Arrays.copyOf(amounts, grown(size));
    }
    int place = -at - 1;
    System.arraycopy(slots, place, slots, place + 1, size - place);
    System.arraycopy(amounts, place, amounts, place + 1, size - place);
    slots[place] = slot;
    amounts[place] = amount;
    size++;
  }

  /**
   * @param entity as {@link NewEntity#numbers} gives it
   */
  void add(long[] entity) {
    if (entities == days.length) {
      days = Arrays.copyOf(days, grown(entities));
      marks = Arrays.copyOf(marks, grown(entities));
      ends = Arrays.copyOf(ends, grown(entities));
      cents = Arrays.copyOf(cents, grown(entities));
    }
    int life = life(entity);
    days[entities] = (int) entity[NewEntity.DAY];
    marks[entities] = mark(entity, life);
    cents[entities] = entity[NewEntity.CENTS];
    ends[entities] =
        switch (life) {
          case ALIVE -> 0;
          case ODD -> keep(entity);
          default -> (int) entity[NewEntity.TURNS];
        };
    entities++;
  }

  /** Takes one away that was added; entities with the same numbers are as good as each other. */
  void remove(long[] entity) {
    int life = life(entity);
    int mark = mark(entity, life);
    for (int i = entities - 1; i >= 0; i--) {
      if (days[i] == entity[NewEntity.DAY]
          && marks[i] == mark
          && cents[i] == entity[NewEntity.CENTS]
          && hasEnd(i, life, entity)) {
        remove(i, life);
        return;
      }
    }
    throw new IllegalStateException(
        "An entity that was never counted is to be taken away: " + Arrays.toString(entity));
  }

  private boolean hasEnd(int i, int life, long[] entity) {
    return switch (life) {
      case ALIVE -> true;
      case ODD -> Arrays.equals(odd[ends[i]], entity);
      default -> ends[i] == entity[NewEntity.TURNS];
    };
  }

  private void remove(int i, int life) {
    if (life == ODD) {
      odd = odd.clone();
      odd[ends[i]] = NO_LONGS;
    }
    entities--;
    days[i] = days[entities];
    marks[i] = marks[entities];
    ends[i] = ends[entities];
    cents[i] = cents[entities];
  }

  private int keep(long[] entity) {
    for (int i = 0; i < odd.length; i++) {
      if (odd[i].length == 0) {
        odd = odd.clone();
        odd[i] = entity;
        return i;
      }
    }
    odd = Arrays.copyOf(odd, odd.length + 1);
    odd[odd.length - 1] = entity;
    return odd.length - 1;
  }

  private static int life(long[] entity) {
    int turns = entity.length - NewEntity.TURNS;
    if (turns == 0) {
      return ALIVE;
    }
    return turns > 1 ? ODD : entity[NewEntity.MOVED_OUT] == 1 ? GONE : DEAD;
  }

  private static int mark(long[] entity, int life) {
    return (int) (life | entity[NewEntity.SECTOR] << 2 | entity[NewEntity.CAPITAL] << 4);
  }

  static int life(int mark) {
    return mark & 3;
  }

  static int sector(int mark) {
    return mark >> 2 & 3;
  }

  static int capital(int mark) {
    return mark >> 4;
  }

  private static int grown(int size) {
    return Math.max(8, size + size / 2);
  }
}
