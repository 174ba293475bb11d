package io.hallpulse.serving.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Language;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances of the schedule over one real database. */
@Timeout(90)
class ReportScheduleTest {
  private static EmbeddedPostgres postgres;
  private static GreenMail mailServer;
  private static DataSource database;

  private final Map<UUID, Integer> reads = new ConcurrentHashMap<>();
  private Optional<ReportSchedule> first = Optional.empty();
  private Optional<ReportSchedule> second = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mailServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    mailServer.stop();
    postgres.close();
  }

  @BeforeEach
  void migrate() throws SQLException {
    database = postgres.getPostgresDatabase();
    var flyway =
        Flyway.configure()
            .dataSource(database)
            .cleanDisabled(false)
            .locations("classpath:db/migration")
            .load();
    flyway.clean();
    flyway.migrate();
  }

  @AfterEach
  void stopInstances() {
    first.ifPresent(ReportSchedule::stop);
    second.ifPresent(ReportSchedule::stop);
  }

  private ReportArchive archive() {
    return new ReportArchive(database);
  }

  /** The schedule of one instance, whose clock is ahead of this machine's. */
  private ReportSchedule instance(Duration ahead, ReportSource source) {
    var clock = Clock.offset(Clock.systemUTC(), ahead);
    var schedule =
        new ReportSchedule(
            database,
            archive(),
            new ReportMaker(archive(), source, clock),
            new ReportMail(
                archive(),
                "127.0.0.1",
                mailServer.getSmtp().getPort(),
                "",
                "",
                "none",
                "reports@example.org",
                "governor@example.org, office@example.org"),
            new ReportSettings(SampleFigures.DISTRICT, "06:30", 1, 1),
            clock,
            new SimpleMeterRegistry());
    schedule.start();
    return schedule;
  }

  /** Real documents, small ones; counts who asks for them. */
  private Function<Language, Document> read(ReportRun run) {
    reads.merge(run.id(), 1, Integer::sum);
    return language ->
        new Document(language, run.report(), run.period(), List.of(), List.of(), run.period());
  }

  private static void await(String what, Callable<Boolean> holds) throws Exception {
    var until = Instant.now().plus(Duration.ofSeconds(60));
    while (!holds.call()) {
      assertThat(Instant.now()).as(what).isBefore(until);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private List<ReportRun> daily() throws SQLException {
    return archive().newest("service-daily", null, null, 100);
  }

  @Test
  void whatFellDueWhileNothingRanIsMadeOnceByTwoInstancesAndMailedOnce() throws Exception {
    mailServer.purgeEmailFromAllMailboxes();
    var down = Duration.ofDays(3);
    first = Optional.of(instance(down, this::read));
    second = Optional.of(instance(down, this::read));

    await(
        "three reports are made and mailed",
        () ->
            daily().size() == 3
                && archive().newest(null, null, null, 100).stream()
                    .allMatch(run -> run.mailed() != null));
    first.get().plan();
    second.get().plan();

    assertThat(daily()).hasSize(3);
    assertThat(daily().stream().map(ReportRun::period).distinct()).hasSize(3);
    assertThat(daily()).allSatisfy(run -> assertThat(run.attempts()).isEqualTo(1));
    assertThat(reads.values()).allMatch(times -> times == 1);
    var sent = mailServer.getReceivedMessages();
    var ids = new HashSet<String>();
    for (var message : sent) {
      ids.add(message.getMessageID());
      assertThat(message.getAllRecipients()).hasSize(2);
      assertThat(((MimeMultipart) message.getContent()).getCount()).isEqualTo(5);
    }
    assertThat(ids).hasSize(reads.size());
    assertThat(sent).hasSize(2 * reads.size());
  }

  @Test
  void aReportThatFailedIsTriedAgainAndItsFilesHaveTheirChecksums() throws Exception {
    first =
        Optional.of(
            instance(
                Duration.ofDays(1),
                run -> {
                  if (reads.merge(run.id(), 1, Integer::sum) < 3) {
                    throw new IllegalStateException("the lake is away");
                  }
                  reads.merge(run.id(), -1, Integer::sum);
                  return read(run);
                }));

    await(
        "the error is told",
        () ->
            daily().stream()
                .anyMatch(run -> String.valueOf(run.error()).contains("the lake is away")));
    await("it is made", () -> daily().stream().allMatch(run -> run.state().equals("done")));

    var run = daily().get(0);
    assertThat(run.attempts()).isEqualTo(3);
    assertThat(run.error()).isNull();
    assertThat(run.files()).hasSize(4);
    for (var file : run.files()) {
      var content = archive().content(run.id(), file.name()).orElseThrow();
      assertThat(content).hasSize(file.bytes());
      assertThat(ReportArchive.sha256(content)).isEqualTo(file.sha256());
    }
  }

  @Test
  void whoAsksByHandIsToldWhatFailedAndNothingIsTriedAgain() throws Exception {
    first =
        Optional.of(
            instance(
                Duration.ZERO,
                run -> {
                  reads.merge(run.id(), 1, Integer::sum);
                  throw new IllegalStateException("the lake is away");
                }));
    var id =
        first
            .get()
            .ask(
                ReportKind.ECONOMY_MONTHLY.period("2026-10"),
                SampleFigures.DISTRICT,
                Instant.parse("2026-11-02T00:00:00Z"),
                List.of("zh"),
                "li.na");

    await("it is over", () -> archive().find(id).orElseThrow().state().equals("failed"));

    assertThat(archive().find(id).orElseThrow().error()).contains("the lake is away");
    assertThat(reads).containsEntry(id, 1);
  }

  @Test
  void anInstanceThatDiesBetweenAskingAndSchedulingLosesNothing() throws Exception {
    var id =
        archive()
            .add(
                ReportKind.ECONOMY_YEARLY.period("2025"),
                SampleFigures.DISTRICT,
                Instant.parse("2026-11-02T00:00:00Z"),
                List.of("en"),
                null,
                "li.na",
                Instant.now())
            .orElseThrow();

    first = Optional.of(instance(Duration.ZERO, this::read));

    await("it is made", () -> archive().find(id).orElseThrow().state().equals("done"));
    assertThat(reads).containsEntry(id, 1);
  }

  @Test
  void aChangedFileIsNotHandedOut() throws Exception {
    var id =
        archive()
            .add(
                ReportKind.ECONOMY_YEARLY.period("2025"),
                SampleFigures.DISTRICT,
                Instant.parse("2026-11-02T00:00:00Z"),
                List.of("en"),
                null,
                "li.na",
                Instant.now())
            .orElseThrow();
    archive().done(id, Map.of("a.pdf", new byte[] {1, 2, 3}), Instant.now());
    try (var connection = database.getConnection();
        var update = connection.prepareStatement("UPDATE report_file SET content = 'other'")) {
      update.executeUpdate();
    }

    assertThatThrownBy(() -> archive().content(id, "a.pdf"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a.pdf");
  }
}
