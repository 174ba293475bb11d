package io.hallpulse.serving.report;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reports when they fall due and when somebody asks. What is to be done stands in the
 * database, where each task is taken by one instance; if that dies, another one takes it over.
 */
@Context
final class ReportSchedule {
  static final String BY_SCHEDULE = "schedule";
  static final String MAKE = "make-report";

  private static final Logger LOG = LoggerFactory.getLogger(ReportSchedule.class);
  private static final List<String> LANGUAGES = List.of("zh", "en");
  private static final int ATTEMPTS = 7;

  /** Reports that fell due longer ago are not caught up; anybody may ask for them. */
  private static final Duration CAUGHT_UP = Duration.ofDays(35);

  private static final Duration FREQUENT_KEPT = Duration.ofDays(400);
  private static final Duration OTHERS_KEPT = Duration.ofDays(3_653);
  private static final int THREADS = 2;
  private static final int LONGEST_ERROR = 1_000;

  private final ReportArchive archive;
  private final ReportMaker maker;
  private final ReportMail mail;
  private final ReportSettings settings;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final OneTimeTask<Void> make;
  private final OneTimeTask<Void> send;
  private final Scheduler scheduler;

  /** A report to come. */
  @Schema(name = "ReportDue")
  record Due(String report, String period, String district, Instant due) {}

  ReportSchedule(
      DataSource database,
      ReportArchive archive,
      ReportMaker maker,
      ReportMail mail,
      ReportSettings settings,
      Clock clock,
      MeterRegistry metrics) {
    this.archive = archive;
    this.maker = maker;
    this.mail = mail;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.make =
        Tasks.oneTime(MAKE)
            .onFailure(this::afterFailure)
            .execute((instance, context) -> makeNow(UUID.fromString(instance.getId())));
    this.send =
        Tasks.oneTime("mail-report")
            .onFailure(
                (done, operations) -> operations.reschedule(done, clock.instant().plus(pause(4))))
            .execute((instance, context) -> sendNow(UUID.fromString(instance.getId())));
    var poll = Duration.ofSeconds(settings.pollSeconds());
    var plan =
        Tasks.recurring("plan-reports", FixedDelay.of(poll.multipliedBy(3)))
            .execute((instance, context) -> planNow());
    this.scheduler =
        Scheduler.create(database, List.of(make, send))
            .startTasks(plan)
            .threads(THREADS)
            .clock(clock::instant)
            .pollingInterval(poll)
            .heartbeatInterval(Duration.ofSeconds(30))
            .enableImmediateExecution()
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
  }

  @PostConstruct
  void start() {
    scheduler.start();
  }

  @PreDestroy
  void stop() {
    scheduler.stop();
  }

  /** Has a report made soon. */
  UUID ask(
      ReportPeriod period, String district, Instant asOf, List<String> languages, String askedBy)
      throws SQLException {
    var id =
        archive
            .add(period, district, asOf, languages, null, askedBy, clock.instant())
            .orElseThrow();
    scheduler.schedule(make.instance(id.toString()), clock.instant());
    return id;
  }

  private void planNow() {
    try {
      plan();
      expire();
    } catch (SQLException e) {
      throw new IllegalStateException("Reports cannot be planned", e);
    }
  }

  /** Asks for all that has fallen due and was not asked for yet, the oldest first. */
  void plan() throws SQLException {
    var now = clock.instant();
    var since = archive.since();
    var horizon = now.minus(CAUGHT_UP).isAfter(since) ? now.minus(CAUGHT_UP) : since;
    for (var kind : ReportKind.values()) {
      var first = kind.around(LocalDate.ofInstant(horizon, ReportText.ZONE)).previous();
      for (var period = first; !due(period).isAfter(now); period = period.next()) {
        if (!due(period).isBefore(horizon)) {
          ask(period, now);
        }
      }
    }
    for (var id : archive.forgotten(MAKE)) {
      scheduler.scheduleIfNotExists(make.instance(id.toString()), clock.instant());
    }
  }

  private void ask(ReportPeriod period, Instant now) throws SQLException {
    var district = settings.district();
    var asked =
        archive.add(
            period,
            district,
            // Trino reads no state of this very moment.
            now.minusSeconds(1).truncatedTo(ChronoUnit.SECONDS),
            LANGUAGES,
            "%s/%s/%s".formatted(period.kind().key(), period.name(), district),
            BY_SCHEDULE,
            now);
    if (asked.isPresent()) {
      LOG.info("Report {} of {} is due", period.kind().key(), period.name());
      scheduler.scheduleIfNotExists(make.instance(asked.get().toString()), clock.instant());
    }
  }

  /** The next of each kind, and when it falls due. */
  List<Due> next() {
    var now = clock.instant();
    var next = new ArrayList<Due>();
    for (var kind : ReportKind.values()) {
      var period = kind.around(LocalDate.ofInstant(now, ReportText.ZONE)).previous();
      while (!due(period).isAfter(now)) {
        period = period.next();
      }
      next.add(new Due(kind.key(), period.name(), settings.district(), due(period)));
    }
    return next;
  }

  /** When a report falls due: on the day after its period. */
  Instant due(ReportPeriod period) {
    return period
        .last()
        .plusDays(1)
        .atTime(settings.timeOfDay())
        .atZone(ReportText.ZONE)
        .toInstant();
  }

  private void expire() throws SQLException {
    var now = clock.instant();
    int gone = archive.expire(now.minus(FREQUENT_KEPT), now.minus(OTHERS_KEPT));
    if (gone > 0) {
      LOG.info("{} reports have gone from the archive, their time is over", gone);
    }
  }

  private void makeNow(UUID id) {
    try {
      maker.make(id);
      metrics.counter("hallpulse.reports.made").increment();
      var run = archive.find(id).orElseThrow();
      if (mail.isSet() && run.askedBy().equals(BY_SCHEDULE) && run.mailed() == null) {
        scheduler.scheduleIfNotExists(send.instance(id.toString()), clock.instant());
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Report %s cannot be made".formatted(id), e);
    }
  }

  private void sendNow(UUID id) {
    try {
      var run = archive.find(id);
      // Its time in the archive may be over before the mail server is back.
      if (run.isPresent() && run.get().mailed() == null) {
        mail.send(run.get());
        archive.mailed(id, clock.instant());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Report %s cannot be sent".formatted(id), e);
    }
  }

  /** The schedule's own are tried again, later and later; who asked by hand asks again. */
  private void afterFailure(ExecutionComplete done, ExecutionOperations<Void> operations) {
    var id = UUID.fromString(done.getExecution().taskInstance.getId());
    var cause = done.getCause().orElse(null);
    metrics.counter("hallpulse.reports.failed").increment();
    try {
      var run = archive.find(id).orElse(null);
      if (run == null) {
        operations.stop();
        return;
      }
      var isOver = !run.askedBy().equals(BY_SCHEDULE) || run.attempts() >= ATTEMPTS;
      archive.failed(id, told(cause), isOver ? clock.instant() : null);
      LOG.warn(
          "Report {} of {} was not made, attempt {}{}",
          run.report(),
          run.period(),
          run.attempts(),
          isOver ? ", the last" : "",
          cause);
      if (isOver) {
        operations.stop();
        return;
      }
      operations.reschedule(done, clock.instant().plus(pause(run.attempts())));
    } catch (SQLException e) {
      LOG.warn("It cannot be kept why report {} was not made: {}", id, e.toString());
      operations.reschedule(done, clock.instant().plus(pause(1)));
    }
  }

  private Duration pause(int attempts) {
    return Duration.ofSeconds(settings.retrySeconds())
        .multipliedBy(1L << Math.max(0, attempts - 1));
  }

  private static String told(@Nullable Throwable cause) {
    if (cause == null) {
      return "no reason was given";
    }
    boolean isForPeople = cause instanceof ServingException;
    var text = isForPeople ? String.valueOf(cause.getMessage()) : cause.toString();
    return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
  }

  /** Refuses a time that has not been. */
  Instant asOf(@Nullable Instant asked) {
    var newest = clock.instant().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    if (asked == null) {
      return newest;
    }
    if (asked.isAfter(newest)) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "as_of must be in the past, got " + asked);
    }
    return asked;
  }
}
