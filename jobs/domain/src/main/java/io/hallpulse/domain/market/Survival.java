package io.hallpulse.domain.market;

import io.hallpulse.domain.market.DistrictBook.Cells;
import io.hallpulse.domain.market.EntityStory.NewEntity;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Kaplan–Meier survival of what was registered in the last ten years, as it stood at the end of a
 * day. Example (market.md, G2): ages 100, 200, 200+, 365, 400+, 700, 700, 1096+, 1500, 1826+ give
 * 24/35 after 365 days, 72/175 after 1096, 36/175 after 1826.
 */
final class Survival {
  static final int[] AGES = {365, 1096, 1826};
  private static final int OLDEST = AGES[AGES.length - 1];
  private static final int COHORT_YEARS = 10;
  private static final double DEVIATIONS = 1.96;

  /** Entities by scope and age at which they died, or went on being out of sight. */
  private final int[][] died = new int[Scopes.COUNT][OLDEST + 2];

  private final int[][] censored = new int[Scopes.COUNT][OLDEST + 2];

  private Survival() {}

  /** A share that survives, with its band and how many it rests on. */
  record Read(double share, double low, double high, int atRisk) {}

  /**
   * @param marketStart day before which nobody is counted: those still there are survivors only
   */
  static Survival at(Cells cells, int day, int marketStart) {
    var survival = new Survival();
    int after = (int) LocalDate.ofEpochDay(day).minusYears(COHORT_YEARS).toEpochDay();
    int first = Math.max(after + 1, marketStart);
    var deaths = new int[OLDEST + 2];
    var others = new int[OLDEST + 2];
    for (int cell = 0; cell < Cell.COUNT; cell++) {
      var book = cells.get(cell);
      if (book != null && survival.count(book, first, day, deaths, others)) {
        survival.take(cell, deaths, others);
      }
    }
    return survival;
  }

  private boolean count(CellBook book, int first, int day, int[] deaths, int[] others) {
    boolean any = false;
    for (int i = 0; i < book.entities; i++) {
      int registered = book.days[i];
      if (registered < first || registered > day) {
        continue;
      }
      any = true;
      int life = CellBook.life(book.marks[i]);
      if (life == CellBook.ODD) {
        countOdd(book.odd[book.ends[i]], day, deaths, others);
      } else if (life == CellBook.ALIVE || book.ends[i] > day) {
        others[Math.min(day - registered, OLDEST + 1)]++;
      } else {
        (life == CellBook.DEAD ? deaths : others)
            [Math.min(book.ends[i] - registered, OLDEST + 1)]++;
      }
    }
    return any;
  }

  private static void countOdd(long[] entity, int day, int[] deaths, int[] others) {
    int turns = NewEntity.TURNS;
    while (turns < entity.length && entity[turns] <= day) {
      turns++;
    }
    int passed = turns - NewEntity.TURNS;
    boolean isGone = turns == entity.length && entity[NewEntity.MOVED_OUT] == 1;
    boolean isDead = !isGone && passed % 2 == 1;
    long end = isGone || isDead ? entity[turns - 1] : day;
    (isDead ? deaths : others)[(int) Math.min(end - entity[NewEntity.DAY], OLDEST + 1)]++;
  }

  /** Adds a cell's counts to its scopes and clears them. */
  private void take(int cell, int[] deaths, int[] others) {
    for (int scope :
        new int[] {
          Scopes.DISTRICT, Scopes.subdistrict(cell), Scopes.section(cell), Scopes.type(cell)
        }) {
      var scopeDied = died[scope];
      var scopeCensored = censored[scope];
      for (int age = 0; age < deaths.length; age++) {
        scopeDied[age] += deaths[age];
        scopeCensored[age] += others[age];
      }
    }
    Arrays.fill(deaths, 0);
    Arrays.fill(others, 0);
  }

  private final Read[][] reads = new Read[Scopes.COUNT][];

  /** The reads of a scope at {@link #AGES}. */
  Read[] reads(int scope) {
    if (reads[scope] == null) {
      reads[scope] = read(scope);
    }
    return reads[scope];
  }

  private Read[] read(int scope) {
    int atRisk = 0;
    for (int age = 0; age <= OLDEST + 1; age++) {
      atRisk += died[scope][age] + censored[scope][age];
    }
    var read = new Read[AGES.length];
    double share = 1;
    double sum = 0;
    int next = 0;
    for (int age = 0; age <= OLDEST; age++) {
      int here = atRisk;
      int deaths = died[scope][age];
      if (deaths > 0) {
        share *= 1 - (double) deaths / atRisk;
        sum += deaths / ((double) atRisk * (atRisk - deaths));
      }
      if (age == AGES[next]) {
        read[next++] = read(share, sum, here);
        if (next == AGES.length) {
          break;
        }
      }
      atRisk -= deaths + censored[scope][age];
    }
    return read;
  }

  private static Read read(double share, double sum, int atRisk) {
    if (share == 0) {
      return new Read(0, 0, 0, atRisk);
    }
    double band = DEVIATIONS * share * Math.sqrt(sum);
    return new Read(share, Math.max(0, share - band), Math.min(1, share + band), atRisk);
  }
}
