package io.hallpulse.domain.forecast;

import org.jspecify.annotations.Nullable;

/** Adds up how good a method's answers were; seconds in, minutes out. */
final class Tally {
  private int tickets;
  private double error;
  private double loss50;
  private double loss90;
  private int within50;
  private int within90;

  void add(double wait, double p50, double p90) {
    tickets++;
    error += Math.abs(wait - p50);
    loss50 += pinball(0.5, wait, p50);
    loss90 += pinball(0.9, wait, p90);
    within50 += wait <= p50 ? 1 : 0;
    within90 += wait <= p90 ? 1 : 0;
  }

  /** The loss that the true quantile makes least (Koenker and Bassett 1978). */
  static double pinball(double level, double truth, double forecast) {
    return truth >= forecast ? level * (truth - forecast) : (1 - level) * (forecast - truth);
  }

  int tickets() {
    return tickets;
  }

  BacktestScore score(
      Moment moment, Method method, @Nullable String hallId, @Nullable String queueId) {
    double each = Math.max(1, tickets);
    return new BacktestScore(
        moment,
        method,
        hallId,
        queueId,
        tickets,
        error / each / 60,
        loss50 / each / 60,
        loss90 / each / 60,
        within50 / each,
        within90 / each);
  }
}
