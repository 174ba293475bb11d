package io.hallpulse.serving.reference;

import java.util.List;

/**
 * What came of an import.
 *
 * @param accepted lines that became versions
 * @param repeated lines that stood there already
 * @param rejected lines that were not taken, with the reason
 * @param published whether all of it is in Kafka; otherwise it follows once Kafka is there
 */
public record ImportResult(
    int accepted, int repeated, List<RejectedLine> rejected, boolean published) {
  public ImportResult {
    rejected = List.copyOf(rejected);
  }

  /**
   * A line that was not taken.
   *
   * @param line counted from 1
   * @param reason what is wrong with it
   */
  public record RejectedLine(int line, String reason) {}
}
