package io.hallpulse.domain.ticket;

/**
 * What a ticket stands for in the books of a place, so that it can be taken out again: one exposure
 * and what was lost of it.
 *
 * @param place key of the counter or queue
 * @param time instant to which it belongs, microseconds
 * @param factor key of the index's factor
 * @param millionths lost
 */
public record Counted(String place, long time, String factor, long millionths) {
  Counted sharing(Names names) {
    return new Counted(names.shared(place), time, names.shared(factor), millionths);
  }
}
