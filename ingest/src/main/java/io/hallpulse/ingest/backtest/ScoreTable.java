package io.hallpulse.ingest.backtest;

import io.hallpulse.domain.forecast.BacktestScore;
import io.hallpulse.domain.forecast.Moment;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

/** Scores as a table that people read, in Markdown. */
final class ScoreTable {
  private ScoreTable() {}

  static void print(List<BacktestScore> scores, boolean queues, PrintWriter out) {
    for (var moment : Moment.values()) {
      var all = scores.stream().filter(score -> score.moment() == moment).toList();
      part(all.stream().filter(score -> score.hallId() == null).toList(), title(moment), out);
    }
    if (queues) {
      scores.stream()
          .filter(score -> score.moment() == Moment.ISSUE && score.queueId() != null)
          .map(BacktestScore::queueId)
          .distinct()
          .forEach(queue -> part(ofQueue(scores, queue), "Queue " + queue, out));
    }
  }

  private static List<BacktestScore> ofQueue(List<BacktestScore> scores, String queue) {
    return scores.stream()
        .filter(score -> score.moment() == Moment.ISSUE && Objects.equals(score.queueId(), queue))
        .toList();
  }

  private static String title(Moment moment) {
    return switch (moment) {
      case ISSUE -> "When a ticket is issued";
      case AFTER_5_MINUTES -> "When it has waited 5 minutes";
      case AFTER_15_MINUTES -> "When it has waited 15 minutes";
    };
  }

  private static void part(List<BacktestScore> scores, String title, PrintWriter out) {
    if (scores.isEmpty()) {
      return;
    }
    out.printf("%n%s: %,d waits%n%n", title, scores.get(0).tickets());
    out.println("| method | MAE, min | pinball .5 | pinball .9 | ≤ P50 | ≤ P90 |");
    out.println("|---|---|---|---|---|---|");
    for (var score : scores) {
      out.printf(
          "| %s | %.2f | %.3f | %.3f | %.1f %% | %.1f %% |%n",
          score.method().label(),
          score.maeMinutes(),
          score.pinball50(),
          score.pinball90(),
          100 * score.coverage50(),
          100 * score.coverage90());
    }
    out.flush();
  }
}
