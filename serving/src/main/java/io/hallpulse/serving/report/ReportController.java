package io.hallpulse.serving.report;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reports: those in the archive, and those that somebody wants now. They name no person. */
@Controller("/api/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "reports")
final class ReportController {
  private static final int MOST_ROWS = 1_000;
  private static final String PDF = "application/pdf";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final ReportArchive archive;
  private final ReportSchedule schedule;
  private final ReportSettings settings;
  private final Scope scope;
  private final Audit audit;

  ReportController(
      ReportArchive archive,
      ReportSchedule schedule,
      ReportSettings settings,
      Scope scope,
      Audit audit) {
    this.archive = archive;
    this.schedule = schedule;
    this.settings = settings;
    this.scope = scope;
    this.audit = audit;
  }

  @Get("{?report,period,limit}")
  @Operation(
      summary = "Reports in the archive",
      description =
          "The last asked for first, with their state (waiting, reading, writing, done or failed)"
              + " and the SHA-256 of their files. An account that is limited to a district sees its"
              + " reports; one that is limited to a hall sees none.",
      security = @SecurityRequirement(name = "password"))
  List<ReportRun> list(
      HttpRequest<?> request,
      @Parameter(description = "such as economy-monthly") @QueryValue @Nullable String report,
      @Parameter(description = "such as 2026-10") @QueryValue @Nullable String period,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit)
      throws SQLException {
    if (limit < 1 || limit > MOST_ROWS) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "limit must be 1 to %d, got %d".formatted(MOST_ROWS, limit));
    }
    var caller = Caller.of(request);
    return archive.newest(report, period, caller.district(), limit).stream()
        .filter(run -> scope.coversDistrict(caller, run.district()))
        .toList();
  }

  /**
   * What somebody wants.
   *
   * @param asOf ISO-8601 with offset; now if it is not said
   * @param languages zh, en; both if none is said
   */
  record Wanted(
      @Nullable String report,
      @Nullable String period,
      @Nullable String asOf,
      @Nullable List<String> languages,
      @Nullable String district) {}

  @Post
  @Operation(
      summary = "Makes a report",
      description =
          "Of service-daily, economy-weekly, economy-monthly, economy-quarterly and economy-yearly."
              + " It is made in the background: ask for its state. As of the same time the same"
              + " report is the same but for the time of its making.",
      security = @SecurityRequirement(name = "password"))
  ReportRun make(HttpRequest<?> request, @Body Wanted wanted) throws SQLException {
    var kind =
        ReportKind.of(String.valueOf(wanted.report()))
            .orElseThrow(
                () ->
                    unusable(
                        "report must be one of %s, got %s"
                            .formatted(ReportKind.keys(), wanted.report())));
    var period = period(kind, String.valueOf(wanted.period()));
    var district = Optional.ofNullable(wanted.district()).orElse(settings.district());
    var caller = Caller.of(request);
    if (!scope.coversDistrict(caller, district)) {
      throw new ServingException(
          Reason.NOT_ALLOWED,
          "%s may not see reports of the district %s".formatted(caller.name(), district));
    }
    var id =
        schedule.ask(
            period,
            district,
            schedule.asOf(wanted.asOf() == null ? null : instant(wanted.asOf())),
            languages(wanted.languages()),
            caller.name());
    audit.add(
        caller,
        Action.REPORT_ASKED,
        "/api/v1/reports/" + id,
        "%s %s of %s".formatted(kind.key(), period.name(), district));
    return archive.find(id).orElseThrow();
  }

  @Get("/schedule")
  @Operation(
      summary = "Reports to come",
      description = "The next of each kind that is made on schedule, and when.",
      security = @SecurityRequirement(name = "password"))
  List<ReportSchedule.Due> schedule() {
    return schedule.next();
  }

  @Get("/{id}")
  @Operation(
      summary = "One report",
      description = "Its state, and its files when it is done.",
      security = @SecurityRequirement(name = "password"))
  ReportRun one(HttpRequest<?> request, String id) throws SQLException {
    return visible(request, id);
  }

  @Get(
      value = "/{id}/{file}",
      produces = {PDF, XLSX, MediaType.APPLICATION_JSON})
  @Operation(
      summary = "A file of a report",
      description = "Its SHA-256 is told in the header Repr-Digest and was checked before.",
      security = @SecurityRequirement(name = "password"))
  HttpResponse<byte[]> file(HttpRequest<?> request, String id, String file) throws SQLException {
    var run = visible(request, id);
    var content =
        archive
            .content(run.id(), file)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_REPORT,
                        "Report %s has no file %s, its state is %s"
                            .formatted(id, file, run.state())));
    audit.add(Caller.of(request), Action.REPORT_TAKEN, request.getPath(), "");
    return HttpResponse.ok(content)
        .contentType(file.endsWith(".pdf") ? PDF : XLSX)
        .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(file))
        .header("Repr-Digest", "sha-256=:%s:".formatted(ReportArchive.base64Sha256(content)));
  }

  private ReportRun visible(HttpRequest<?> request, String id) throws SQLException {
    var found = uuid(id).flatMap(this::find);
    var caller = Caller.of(request);
    return found
        .filter(run -> scope.coversDistrict(caller, run.district()))
        .orElseThrow(
            () ->
                new ServingException(Reason.UNKNOWN_REPORT, "Report %s is unknown".formatted(id)));
  }

  private Optional<ReportRun> find(UUID id) {
    try {
      return archive.find(id);
    } catch (SQLException e) {
      throw new IllegalStateException("The archive does not answer", e);
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ReportPeriod period(ReportKind kind, String name) {
    try {
      return kind.period(name);
    } catch (IllegalArgumentException e) {
      throw new ServingException(Reason.UNUSABLE_PARAMETER, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<String> languages(@Nullable List<String> asked) {
    if (asked == null || asked.isEmpty()) {
      return List.of(Language.ZH.key(), Language.EN.key());
    }
    for (var language : asked) {
      if (Language.of(language).isEmpty()) {
        throw unusable("languages are zh and en, got " + language);
      }
    }
    return asked.stream().distinct().toList();
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "as_of must be an ISO-8601 time with offset, got " + text, e);
    }
  }

  private static ServingException unusable(String why) {
    return new ServingException(Reason.UNUSABLE_PARAMETER, why);
  }
}
