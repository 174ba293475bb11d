package io.hallpulse.domain.notice;

import io.hallpulse.domain.ticket.Counted;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was said about a notice, in fold order, and what was written of it. Times in
 * microseconds of the source that issued it; {@link #NEVER}.
 *
 * @param revision revision of the row written last, or the one to go on from
 * @param written digest of that row
 * @param lookAt when there may be more to write
 * @param timeliness what is known of its deadline, also when its ticket is no longer kept
 * @param counted the card it brings, if any
 */
public record NoticeHistory(
    String noticeId,
    List<NoticeMove> moves,
    long revision,
    long written,
    long lookAt,
    Timeliness timeliness,
    List<Counted> counted) {
  public static final long NEVER = Long.MAX_VALUE;

  /** Whether it was told in time; the names stand in checkpoints. */
  public enum Timeliness {
    UNKNOWN,
    IN_TIME,
    LATE
  }

  /**
   * Of a notice of which nothing is known.
   *
   * @param revisionsFrom the highest revision that a row of it may have had before
   */
  public static NoticeHistory of(String noticeId, long revisionsFrom) {
    return new NoticeHistory(
        noticeId, List.of(), revisionsFrom, 0, NEVER, Timeliness.UNKNOWN, List.of());
  }

  /** With one more event, at its place. */
  public NoticeHistory with(NoticeMove move) {
    var more = new ArrayList<>(moves);
    int place = more.size();
    while (place > 0 && NoticeMove.FOLD_ORDER.compare(more.get(place - 1), move) > 0) {
      place--;
    }
    more.add(place, move);
    return new NoticeHistory(noticeId, more, revision, written, lookAt, timeliness, counted);
  }

  /** With the verdict on the move at that place written once more. */
  public NoticeHistory listing(int place) {
    var more = new ArrayList<>(moves);
    more.set(place, more.get(place).listedOnceMore());
    return new NoticeHistory(noticeId, more, revision, written, lookAt, timeliness, counted);
  }

  public NoticeHistory writing(long digest) {
    return new NoticeHistory(noticeId, moves, revision + 1, digest, lookAt, timeliness, counted);
  }

  public NoticeHistory lookingAt(long time) {
    return new NoticeHistory(noticeId, moves, revision, written, time, timeliness, counted);
  }

  public NoticeHistory told(Timeliness when) {
    return new NoticeHistory(noticeId, moves, revision, written, lookAt, when, counted);
  }

  public NoticeHistory counting(List<Counted> now) {
    return new NoticeHistory(noticeId, moves, revision, written, lookAt, timeliness, now);
  }
}
