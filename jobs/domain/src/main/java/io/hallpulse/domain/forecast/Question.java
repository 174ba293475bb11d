package io.hallpulse.domain.forecast;

import java.util.EnumMap;
import java.util.Map;

/**
 * What all methods answered about a ticket at one moment.
 *
 * @param start from when the wait counts, microseconds
 * @param plain the textbook's numbers for the whole wait, seconds
 * @param answers P50 and P90 of the whole wait by every method, seconds
 */
record Question(
    Moment moment,
    String queueId,
    long start,
    Map<Method, Double> plain,
    Map<Method, double[]> answers) {

  Question {
    plain = Map.copyOf(plain);
    answers = new EnumMap<>(answers);
  }
}
