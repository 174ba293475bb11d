package io.hallpulse.benchmarks.lake;

import io.hallpulse.benchmarks.Figure;
import io.hallpulse.benchmarks.Result;
import io.hallpulse.benchmarks.Spread;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long an analyst waits (quality.md, P9): a hundred million events of a province's halls are
 * appended as the hall job appends them, and a year of its daily indexes; then Trino is asked over
 * JDBC. Each question is asked once before it counts.
 */
@Command(
    name = "lake",
    description = "SQL over 100 million events, and over a province's year of indexes (P9).",
    mixinStandardHelpOptions = true)
public final class LakeQuestions implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  @Option(names = "--data", required = true, description = "folder of the installation")
  private Path data = Path.of("");

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--events",
      defaultValue = "100000000",
      description = "how many, at least (${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--districts",
      defaultValue = "100",
      description = "of the province (${DEFAULT-VALUE})")
  private int districts;

  @Override
  public Integer call() throws Exception {
    var installation = new Installation(data);
    var ports = Ports.of(installation);
    var secrets = Secrets.of(installation);
    var day = new ProvinceDay(districts);
    long days = (events + day.size() - 1) / day.size();
    long rows = days * day.size();
    var year = new ProvinceYear(districts);
    try (var trino = trino(installation, ports, secrets)) {
      awaitAnswer(trino);
      var lake =
          new Lake(
              ports.catalogUrl(),
              Ports.DATABASE_USER,
              secrets.postgresqlPassword(),
              installation.warehouse());
      fill(trino, lake, "hall.events", rows, () -> Filling.events(lake, districts, rows));
      fill(
          trino,
          lake,
          "hall.health_daily",
          year.size(),
          () -> Filling.indexes(lake, districts, year.size()));
      ask(trino, rows, day.size());
    }
    return 0;
  }

  /** The wall is live before Trino is. */
  private static void awaitAnswer(Connection trino) throws SQLException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    for (; ; ) {
      try (var statement = trino.createStatement();
          var answer = statement.executeQuery("SELECT 1")) {
        answer.next();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        System.out.println("Trino does not answer yet: " + e.getMessage());
        TimeUnit.SECONDS.sleep(5);
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /** What was filled before is asked again without that. */
  private static void fill(Connection trino, Lake lake, String table, long rows, Work work)
      throws Exception {
    long before = count(trino, table);
    if (before == rows) {
      System.out.printf("%s has its %,d rows%n", table, rows);
      return;
    }
    if (before > 0) {
      throw new IllegalStateException(
          "%s has %,d rows already; needed is a new installation, started with --simulate off"
              .formatted(table, before));
    }
    System.out.printf("%s gets %,d rows%n", table, rows);
    long begin = System.nanoTime();
    work.run();
    System.out.printf("filled in %.0f s%n", (System.nanoTime() - begin) / 1e9);
    long now = count(trino, table);
    if (now != rows) {
      throw new IllegalStateException("%s has %,d rows, not %,d".formatted(table, now, rows));
    }
  }

  private static long count(Connection trino, String table) throws SQLException {
    try (var statement = trino.createStatement();
        var answer = statement.executeQuery("SELECT count(*) FROM " + table)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private void ask(Connection trino, long rows, long aDay) throws Exception {
    var hall = ProvinceDay.name("h370213-00", districts / 2);
    var date = ProvinceDay.FIRST.plusDays(rows / aDay / 2);
    var hallDay =
        Map.of(
            "events of a hall's day by kind and hour",
            """
            SELECT kind, hour(time AT TIME ZONE 'Asia/Shanghai'), count(*) FROM hall.events
            WHERE local_date = DATE '%s' AND hall_id = '%s' GROUP BY 1, 2"""
                .formatted(date, hall),
            "waits of a hall's day by queue, from raw events",
            """
            SELECT queue_id, count(*), approx_percentile(date_diff('second', issued, called), 0.9)
            FROM (
              SELECT ticket_id, max(queue_id) AS queue_id,
                min(time) FILTER (WHERE kind = 'TICKET_ISSUED') AS issued,
                min(time) FILTER (WHERE kind = 'TICKET_CALLED') AS called
              FROM hall.events
              WHERE local_date = DATE '%s' AND hall_id = '%s'
                AND kind IN ('TICKET_ISSUED', 'TICKET_CALLED')
              GROUP BY 1)
            GROUP BY 1"""
                .formatted(date, hall));
    var province =
        Map.of(
            "a province's year by district and month",
            """
            SELECT district, month(local_date), avg(shi), min(shi), count(*)
            FROM hall.health_daily_latest WHERE scope = 'hall'
            AND local_date BETWEEN DATE '%s' AND DATE '%s' GROUP BY 1, 2"""
                .formatted(
                    ProvinceYear.FIRST, ProvinceYear.FIRST.plusDays(ProvinceYear.DAYS - 1L)));
    var values = new LinkedHashMap<String, Object>();
    values.put("events", rows);
    values.put("events_of_a_day", aDay);
    values.put("daily_indexes", new ProvinceYear(districts).size());
    values.put("districts", districts);
    var slowestDay = slowest(trino, hallDay, values);
    var slowestYear = slowest(trino, province, values);
    Result.write(
        results,
        "lake-questions",
        List.of(
            Figure.of("P9", "a hall's day of raw events, warm", "s", slowestDay, 2, null, false),
            Figure.of("P9", "a province's year of indexes", "s", slowestYear, 3, null, false)),
        List.of(
            "%,d events, %,d a day; %,d daily indexes; the slower of two questions about a day"
                .formatted(rows, aDay, new ProvinceYear(districts).size())),
        values);
  }

  private static Spread slowest(
      Connection trino, Map<String, String> questions, Map<String, Object> values)
      throws SQLException {
    @Nullable Spread slowest = null;
    for (var question : questions.entrySet()) {
      seconds(trino, question.getValue());
      var spread = new Spread();
      for (int round = 0; round < ROUNDS; round++) {
        spread.add(seconds(trino, question.getValue()));
      }
      System.out.printf("%-50s %s s%n", question.getKey(), spread);
      values.put(question.getKey(), spread.json());
      if (slowest == null || spread.median() > slowest.median()) {
        slowest = spread;
      }
    }
    return Objects.requireNonNull(slowest, "no question");
  }

  /**
   * @throws IllegalStateException if nothing is answered, which would be quick
   */
  private static double seconds(Connection trino, String sql) throws SQLException {
    long begin = System.nanoTime();
    int rows = 0;
    try (var statement = trino.createStatement();
        var answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        rows++;
      }
    }
    if (rows == 0) {
      throw new IllegalStateException("No answer to " + sql);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static Connection trino(Installation installation, Ports ports, Secrets secrets)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", secrets.administrator().name());
    properties.setProperty("password", secrets.administrator().password());
    properties.setProperty("SSL", "true");
    properties.setProperty("SSLTrustStorePath", installation.trinoCertificate().toString());
    return DriverManager.getConnection(ports.trinoJdbcUrl(), properties);
  }
}
