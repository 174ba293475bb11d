package io.hallpulse.domain.health;

import java.util.Arrays;
import java.util.List;

/**
 * How many of something there are at an instant of a day, told by when each begins and ends; what
 * has no end goes on to the day's. Times in microseconds.
 */
public final class Crowd {
  private final long[] begins;
  private final long[] ends;

  private Crowd(long[] begins, long[] ends) {
    this.begins = begins;
    this.ends = ends;
  }

  /** Of the marks of one kind that begin and of one that end. */
  public static Crowd of(List<Mark> marks, Mark.Kind begin, Mark.Kind end) {
    return new Crowd(times(marks, begin), times(marks, end));
  }

  private static long[] times(List<Mark> marks, Mark.Kind kind) {
    return marks.stream()
        .filter(mark -> mark.kind() == kind)
        .mapToLong(Mark::time)
        .sorted()
        .toArray();
  }

  /** What has ended at that instant is not there any more. */
  public int at(long time) {
    return upTo(begins, time) - upTo(ends, time);
  }

  private static int upTo(long[] times, long time) {
    int place = Arrays.binarySearch(times, time + 1);
    if (place < 0) {
      return -place - 1;
    }
    while (place > 0 && times[place - 1] == time + 1) {
      place--;
    }
    return place;
  }
}
