package io.hallpulse.agent.spool;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of the log, as far as it is known to be durable.
 *
 * @param before the newest event before it, of its epoch
 * @param last the newest event in it or before it
 * @param latest time of the newest event in it, microseconds; 0 without one
 * @param end where the last durable block ends
 */
record Segment(long number, Position before, Position last, long latest, long end) {
  private static final Pattern NAME =
      Pattern.compile("segment-([0-9]{12})-([0-9]+)-([0-9]+)\\.log");

  /** One in which nothing is yet. */
  static Segment begin(long number, Position before, long end) {
    return new Segment(number, before, before, 0, end);
  }

  /** What a file's name tells, null if it is no segment. */
  static @Nullable Segment read(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return null;
    }
    long firstSeq = Long.parseLong(parts.group(3));
    var before = new Position(Long.parseLong(parts.group(2)), firstSeq - 1);
    return begin(Long.parseLong(parts.group(1)), before, 0);
  }

  /** The name tells where its numbers begin, which must be known when nothing else of it is. */
  String name() {
    return "segment-%012d-%d-%d.log".formatted(number, before.epoch(), before.seq() + 1);
  }

  long epoch() {
    return before.epoch();
  }

  /** With one more block. */
  Segment with(@Nullable Position newest, long time, long newEnd) {
    return new Segment(
        number,
        before,
        newest == null ? last : newest,
        newest == null ? latest : Math.max(latest, time),
        newEnd);
  }
}
