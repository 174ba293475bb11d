package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.ingest.Trino;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Waits until the lake holds every event that was sent. */
final class LakeArrival {
  private static final String COUNT =
      """
      SELECT count(DISTINCT seq)
      FROM lake.hall.events
      WHERE source = ? AND epoch = ? AND seq BETWEEN ? AND ?
      """;

  private final String trino;
  private final Duration patience;
  private final PrintWriter out;

  LakeArrival(String trino, Duration patience, PrintWriter out) {
    this.trino = trino;
    this.patience = patience;
    this.out = out;
  }

  void await(Map<Origin, SeqRanges> sent) {
    long wanted = sent.values().stream().mapToLong(SeqRanges::count).sum();
    long deadline = System.nanoTime() + patience.toNanos();
    var state = "";
    do {
      var before = state;
      try {
        long there = arrived(sent);
        state = "%,d of %,d events are in the lake".formatted(there, wanted);
        if (there >= wanted) {
          out.println(state);
          return;
        }
      } catch (SQLException e) {
        state = "Trino at %s does not answer: %s".formatted(trino, e.getMessage());
      }
      if (!state.equals(before)) {
        out.println(state);
        out.flush();
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw new Failure(
        "After %d s: %s. The events are safe in Kafka; replay again with --wait to look again"
            .formatted(patience.toSeconds(), state));
  }

  private long arrived(Map<Origin, SeqRanges> sent) throws SQLException {
    long there = 0;
    try (var connection = Trino.connect(trino)) {
      for (var origin : sent.entrySet()) {
        there += Math.min(origin.getValue().count(), count(connection, origin));
      }
    }
    return there;
  }

  private static long count(Connection connection, Map.Entry<Origin, SeqRanges> sent)
      throws SQLException {
    try (var query = connection.prepareStatement(COUNT)) {
      query.setString(1, sent.getKey().source());
      query.setLong(2, sent.getKey().epoch());
      query.setLong(3, sent.getValue().first());
      query.setLong(4, sent.getValue().last());
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while waiting for the lake", e);
    }
  }
}
