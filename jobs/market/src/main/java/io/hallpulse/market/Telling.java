package io.hallpulse.market;

/**
 * Rows of a district that are being told. Kept until all are: after a restart the others are told,
 * whatever has changed since.
 *
 * @param changedFrom first day that is counted otherwise than in the rows before; far ahead if none
 * @param isAll whether rows are told though they do not differ
 * @param day as of which they are counted, since 1970
 * @param at when they were counted, microseconds
 * @param reference what they rest on
 * @param steps cells, then periods, of which rows are told already
 */
public record Telling(int changedFrom, boolean isAll, int day, long at, long reference, int steps) {

  Telling with(int more) {
    return new Telling(changedFrom, isAll, day, at, reference, steps + more);
  }
}
