package io.hallpulse.domain.health;

/**
 * How far the half hours of a counter's or queue's day have been written. Times in microseconds of
 * the source that touched them last; {@link #NEVER}.
 *
 * @param place key of the counter or queue
 * @param day local date as days since 1970-01-01
 * @param source in whose time it settles, {@code source/epoch}; empty for the hall's
 * @param lookAt when there may be something to write
 * @param through end of the latest half hour of which something is known
 * @param settled end of the latest half hour written
 * @param reason kind of the event that made it be looked at
 */
public record PlaceDay(
    String place, long day, String source, long lookAt, long through, long settled, String reason) {
  public static final long NEVER = Long.MAX_VALUE;

  public static PlaceDay begin(Place place, long day) {
    return new PlaceDay(place.key(), day, "", NEVER, Long.MIN_VALUE, Long.MIN_VALUE, "");
  }

  /** A text that names it. */
  public String key() {
    return key(place, day);
  }

  public static String key(String place, long day) {
    return place + "@" + day;
  }

  /** The day of a text that {@link #key(String, long)} gave. */
  public static long dayOf(String key) {
    return Long.parseLong(key.substring(key.lastIndexOf('@') + 1));
  }

  /** To be looked at by a time, for something that is said of the half hour with that end. */
  public PlaceDay touched(String by, long due, long slotEnd, String why) {
    boolean isSooner = lookAt == NEVER || due < lookAt;
    return new PlaceDay(
        place,
        day,
        isSooner ? by : source,
        Math.min(lookAt, due),
        Math.max(through, slotEnd),
        settled,
        isSooner ? why : reason);
  }

  /** Written by a time, to be looked at again when the next half hour is over. */
  public PlaceDay settledBy(long time, long slotLength) {
    if (through <= time) {
      return new PlaceDay(place, day, source, NEVER, through, Math.max(settled, through), reason);
    }
    // Half hours end at whole multiples before the last one's end.
    long next = through - (through - time - 1) / slotLength * slotLength;
    return new PlaceDay(
        place, day, source, next, through, Math.max(settled, next - slotLength), reason);
  }
}
