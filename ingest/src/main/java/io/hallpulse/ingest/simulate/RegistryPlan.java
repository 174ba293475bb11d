package io.hallpulse.ingest.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * How many market entities of a type enter and leave on a day, so that the district's public
 * figures come out: stock at the end of 2024 and newly registered in that year. What lies between
 * is even growth.
 *
 * @param opening entities that are there when the history begins
 * @param newIn2024 newly registered in 2024
 * @param stockAfter2024 in stock at its end
 */
record RegistryPlan(long opening, long newIn2024, long stockAfter2024) {
  static final int FIRST_YEAR = 2011;
  private static final int KNOWN_YEAR = 2024;
  private static final double GROWTH = 1.07;
  private static final double LATER_GROWTH = 1.03;

  /** The weight of an office day; of another day it is 1. */
  private static final int OFFICE_DAY = 20;

  /** 72,200 enterprises at the end of 2024, 8,819 of them new. */
  static RegistryPlan enterprises(double share) {
    return new RegistryPlan(
        Math.round(14_000 * share), Math.round(8_819 * share), Math.round(72_200 * share));
  }

  /** 98,200 households at the end of 2024, 14,722 of them new. */
  static RegistryPlan households(double share) {
    return new RegistryPlan(
        Math.round(26_000 * share), Math.round(14_722 * share), Math.round(98_200 * share));
  }

  long registered(int year) {
    double growth = year <= KNOWN_YEAR ? GROWTH : LATER_GROWTH;
    return Math.round(newIn2024 * StrictMath.pow(growth, year - KNOWN_YEAR));
  }

  /** Cancelled and revoked ones of a year: in proportion to the new ones, exact in their sum. */
  long exits(int year) {
    long all = opening + registered(FIRST_YEAR, KNOWN_YEAR) - stockAfter2024;
    double part = (double) all / registered(FIRST_YEAR, KNOWN_YEAR);
    if (year > KNOWN_YEAR) {
      return Math.round(part * registered(year));
    }
    return Math.round(part * registered(FIRST_YEAR, year))
        - Math.round(part * registered(FIRST_YEAR, year - 1));
  }

  private long registered(int from, int to) {
    long sum = 0;
    for (int year = from; year <= to; year++) {
      sum += registered(year);
    }
    return sum;
  }

  /** So many of a year's happen on a day, most of them on office days. */
  static long onDay(long ofYear, LocalDate date) {
    var newYear = date.withDayOfYear(1);
    long before = weight(newYear, date);
    long all = weight(newYear, newYear.plusYears(1));
    return ofYear * (before + weight(date, date.plusDays(1))) / all - ofYear * before / all;
  }

  private static long weight(LocalDate from, LocalDate until) {
    long days = until.toEpochDay() - from.toEpochDay();
    long weeks = days / 7;
    long weight = weeks * (5 * OFFICE_DAY + 2);
    for (var day = from.plusDays(weeks * 7); day.isBefore(until); day = day.plusDays(1)) {
      weight += day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 ? OFFICE_DAY : 1;
    }
    return weight;
  }
}
