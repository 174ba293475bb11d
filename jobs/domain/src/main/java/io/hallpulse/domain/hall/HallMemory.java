package io.hallpulse.domain.hall;

import io.hallpulse.domain.alarm.Acknowledgement;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.LiveCategory;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.SlotMarks;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.notice.NoticeHistory;
import io.hallpulse.domain.ticket.ClosedTicket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a hall must remember over a restart; whoever runs the fold says where it is kept.
 *
 * @param sources by source/epoch
 * @param tickets of which more is to be written, by ticket
 * @param closed tickets that only a correction can change, by ticket
 * @param counters by counter
 * @param areas people seen, by area
 * @param heard what was heard at a counter or queue, by place and start of the half hour
 * @param books what a counter or queue lost, packed, by place and start of the half hour
 * @param placeDays how far a counter's or queue's day is written, by place and day
 * @param scores what was written of a counter, a unit and the hall, by scope and day
 * @param categories shown of a counter, a unit and the hall now, by scope
 * @param cards of a counter, by place and day
 * @param notices one-time notices, by notice
 * @param ratings given at a counter, by place and start of the half hour
 * @param alarms by their cause
 * @param acknowledgements whose alarms are not known yet, by source/epoch/seq
 * @param matters that bring alarms in time, by rule and what they are about
 * @param queueDays what happened in a queue, by queue and day
 * @param learned what forecasts have learnt; one entry, under {@link #ONLY}
 * @param refusals refused events not yet listed, by source/epoch/seq
 * @param progress one entry, under {@link #ONLY}
 */
public record HallMemory(
    Table<SourceState> sources,
    Table<TicketHistory> tickets,
    Table<ClosedTicket> closed,
    Table<CounterPost> counters,
    Table<PeopleSeen> areas,
    Table<SlotMarks> heard,
    Table<byte[]> books,
    Table<PlaceDay> placeDays,
    Table<Written> scores,
    Table<LiveCategory> categories,
    Table<Cards> cards,
    Table<NoticeHistory> notices,
    Table<SlotRatings> ratings,
    Table<Alarm> alarms,
    Table<Acknowledgement> acknowledgements,
    Table<Matter> matters,
    Table<QueueDay> queueDays,
    Table<Learned> learned,
    Table<Refusal> refusals,
    Table<HallProgress> progress) {

  /** The key of what a hall has one of. */
  public static final String ONLY = "hall";

  /** A map that may outlive the process. */
  public interface Table<V> {
    @Nullable V get(String key);

    void put(String key, V value);

    void remove(String key);

    Iterable<Map.Entry<String, V>> entries();
  }

  /** People in an area at a time (microseconds). */
  public record PeopleSeen(int people, long time) {}

  /** An event that no ticket's history holds and that a rule refuses. */
  public record Refusal(
      String source,
      long epoch,
      long seq,
      long time,
      String kind,
      @Nullable String subjectId,
      String reason) {}

  /** A memory that lasts as long as the process. */
  public static HallMemory inProcess() {
    return new HallMemory(
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>(),
        new InProcess<>());
  }

  private static final class InProcess<V> implements Table<V> {
    private final Map<String, V> values = new HashMap<>();

    @Override
    public @Nullable V get(String key) {
      return values.get(key);
    }

    @Override
    public void put(String key, V value) {
      values.put(key, value);
    }

    @Override
    public void remove(String key) {
      values.remove(key);
    }

    @Override
    public Iterable<Map.Entry<String, V>> entries() {
      return values.entrySet();
    }
  }
}
