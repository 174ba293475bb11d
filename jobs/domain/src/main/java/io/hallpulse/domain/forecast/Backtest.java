package io.hallpulse.domain.forecast;

import io.hallpulse.schemas.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the forecasts of a log would have been: at each ticket's joining a line, and when it has
 * waited 5 and 15 minutes, every method says from what was known then how long the whole wait will
 * be; at the call it is scored. Each hall begins with nothing learnt. Tickets that were never
 * called, and those moved to another queue while they waited, are not scored for the first queue.
 */
public final class Backtest {
  private final Map<String, HallBacktest> halls = new TreeMap<>();
  private final Map<Key, Map<Method, Tally>> tallies = new TreeMap<>(Key.ORDER);

  private record Key(Moment moment, @Nullable String hallId, @Nullable String queueId) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::moment)
            .thenComparing(Key::hallId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Key::queueId, Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  /** What reference data say of a hall's counter. */
  public void assign(String hallId, String counterId, Set<String> queueIds) {
    hall(hallId).assign(counterId, queueIds);
  }

  /** Takes an event in; of each hall in the order in which they became known. */
  public void take(Event event) {
    hall(event.getHallId()).take(event);
  }

  /** Tickets asked about that were cancelled before a call. */
  public int left() {
    return halls.values().stream().mapToInt(HallBacktest::left).sum();
  }

  /** The scores: over all first, then by hall and queue. */
  public List<BacktestScore> scores() {
    var scores = new ArrayList<BacktestScore>();
    tallies.forEach(
        (key, byMethod) ->
            byMethod.forEach(
                (method, tally) ->
                    scores.add(tally.score(key.moment(), method, key.hallId(), key.queueId()))));
    return scores;
  }

  private HallBacktest hall(String hallId) {
    return halls.computeIfAbsent(
        hallId, id -> new HallBacktest((question, wait) -> score(id, question, wait)));
  }

  private void score(String hallId, Question question, double wait) {
    question
        .answers()
        .forEach(
            (method, answer) -> {
              tally(new Key(question.moment(), null, null), method, wait, answer);
              tally(new Key(question.moment(), hallId, null), method, wait, answer);
              tally(new Key(question.moment(), hallId, question.queueId()), method, wait, answer);
            });
  }

  private void tally(Key key, Method method, double wait, double[] answer) {
    tallies
        .computeIfAbsent(key, fresh -> new EnumMap<>(Method.class))
        .computeIfAbsent(method, fresh -> new Tally())
        .add(wait, answer[0], answer[1]);
  }
}
