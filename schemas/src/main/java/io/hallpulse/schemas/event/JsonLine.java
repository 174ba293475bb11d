package io.hallpulse.schemas.event;

/** One line of a replay file: an event or a reference datum. */
public sealed interface JsonLine {
  record OfEvent(Event event) implements JsonLine {}

  /**
   * A line of kind REF.
   *
   * @param type kind of reference data, as in {@code counter}
   * @param value the datum as a JSON object
   */
  record OfReference(String source, long epoch, long seq, long time, String type, String value)
      implements JsonLine {}
}
