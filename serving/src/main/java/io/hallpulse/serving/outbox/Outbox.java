package io.hallpulse.serving.outbox;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** What is to be told to Kafka: written in the transaction that decided it, sent afterwards. */
@Singleton
public final class Outbox {
  private static final String ADD =
      """
      INSERT INTO outbox (topic, key, value)
      SELECT c.topic, c.key, c.value
      FROM unnest(?::text[], ?::text[], ?::bytea[]) AS c (topic, key, value)
      """;

  private static final String NEWEST_UNSENT =
      """
      SELECT coalesce(max(id), 0) FROM outbox WHERE sent_at IS NULL
      """;

  private static final String ANY_UNSENT =
      """
      SELECT EXISTS (SELECT 1 FROM outbox WHERE sent_at IS NULL AND id <= ?)
      """;

  /** Another instance may be the one that sends, so a waiting caller looks for itself too. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final DataSource database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition sent = lock.newCondition();

  Outbox(DataSource database) {
    this.database = database;
  }

  /** A record for a topic. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
  public record Message(String topic, String key, byte[] value) {}

  /** Adds messages within the caller's transaction; tell {@link #send} once it is committed. */
  public void add(Connection connection, List<Message> messages) throws SQLException {
    try (var insert = connection.prepareStatement(ADD)) {
      var topics = messages.stream().map(Message::topic).toArray();
      var keys = messages.stream().map(Message::key).toArray();
      var values = messages.stream().map(Message::value).toArray(byte[][]::new);
      insert.setArray(1, connection.createArrayOf("text", topics));
      insert.setArray(2, connection.createArrayOf("text", keys));
      insert.setArray(3, connection.createArrayOf("bytea", values));
      insert.executeUpdate();
    }
  }

  /** Has what was committed so far sent now rather than at the next look. */
  public void send() {
    signal(added);
  }

  /** Waits until all that was committed so far is in Kafka, or the time is over. */
  public boolean sentWithin(Duration limit) throws SQLException, InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    var newest = newestUnsent();
    while (anyUnsent(newest)) {
      if (System.nanoTime() >= end) {
        return false;
      }
      await(sent, BETWEEN_LOOKS);
    }
    return true;
  }

  void awaitWork(Duration limit) throws InterruptedException {
    await(added, limit);
  }

  void tellSent() {
    signal(sent);
  }

  private void signal(Condition condition) {
    lock.lock();
    try {
      condition.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // callers look again, whatever woke them
  private void await(Condition condition, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      var unused = condition.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  private long newestUnsent() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(NEWEST_UNSENT);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean anyUnsent(long upTo) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(ANY_UNSENT)) {
      query.setLong(1, upTo);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
