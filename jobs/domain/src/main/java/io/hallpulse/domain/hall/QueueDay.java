package io.hallpulse.domain.hall;

import java.util.Arrays;

/**
 * A queue's local day: what happened in it, and how far its rows of five minutes are written. Times
 * in microseconds of the source that touched it last; {@link #NEVER}.
 *
 * @param day as days since 1970-01-01
 * @param source in whose time it settles, {@code source/epoch}; empty for the hall's
 * @param lookAt when there may be something to write
 * @param settled up to when rows are written
 * @param stays what happened, see {@link QueueStays}
 * @param firstSlot number of the first five minutes that were written, of the day
 * @param digests of what the rows from there on say, 0 where there is none
 * @param revisions of these rows
 */
public record QueueDay(
    String queueId,
    long day,
    String source,
    long lookAt,
    long settled,
    byte[] stays,
    int firstSlot,
    long[] digests,
    long[] revisions) {
  static final long NEVER = Long.MAX_VALUE;

  static QueueDay begin(String queueId, long day) {
    return new QueueDay(
        queueId, day, "", NEVER, Long.MIN_VALUE, new byte[0], 0, new long[0], new long[0]);
  }

  static String key(String queueId, long day) {
    return queueId + "@" + day;
  }

  String key() {
    return key(queueId, day);
  }

  QueueDay with(byte[] more) {
    var all = Arrays.copyOf(stays, stays.length + more.length);
    System.arraycopy(more, 0, all, stays.length, more.length);
    return new QueueDay(queueId, day, source, lookAt, settled, all, firstSlot, digests, revisions);
  }

  /** To be looked at by a time. */
  QueueDay touched(String by, long due) {
    return due < lookAt
        ? new QueueDay(queueId, day, by, due, settled, stays, firstSlot, digests, revisions)
        : this;
  }

  /** Written up to a time, to be looked at again at another. */
  QueueDay settledBy(long time, long next) {
    return new QueueDay(
        queueId, day, source, next, Math.max(settled, time), stays, firstSlot, digests, revisions);
  }

  long digest(int slot) {
    return isKnown(slot) ? digests[slot - firstSlot] : 0;
  }

  /**
   * @param before the highest revision that a row may have had before anything was known
   */
  long revision(int slot, long before) {
    return isKnown(slot) && revisions[slot - firstSlot] != 0 ? revisions[slot - firstSlot] : before;
  }

  private boolean isKnown(int slot) {
    return slot >= firstSlot && slot < firstSlot + digests.length;
  }

  /** With a row written. */
  QueueDay writing(int slot, long digest, long revision) {
    int from = digests.length == 0 ? slot : Math.min(firstSlot, slot);
    int to = Math.max(digests.length == 0 ? 0 : firstSlot + digests.length, slot + 1);
    var allDigests = new long[to - from];
    var allRevisions = new long[to - from];
    System.arraycopy(digests, 0, allDigests, firstSlot(from), digests.length);
    System.arraycopy(revisions, 0, allRevisions, firstSlot(from), revisions.length);
    allDigests[slot - from] = digest;
    allRevisions[slot - from] = revision;
    return new QueueDay(
        queueId, day, source, lookAt, settled, stays, from, allDigests, allRevisions);
  }

  private int firstSlot(int from) {
    return digests.length == 0 ? 0 : firstSlot - from;
  }
}
