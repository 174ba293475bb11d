package io.hallpulse.serving.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.outbox.Outbox;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reference data: what is called how, belongs where and holds from when. */
@Controller("/api/v1/reference")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "reference")
final class ReferenceController {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReferenceMaster master;
  private final ReferenceReads reads;
  private final Names names;
  private final Outbox outbox;
  private final Scope scope;
  private final Audit audit;
  private final Clock clock;

  ReferenceController(
      ReferenceMaster master,
      ReferenceReads reads,
      Names names,
      Outbox outbox,
      Scope scope,
      Audit audit,
      Clock clock) {
    this.master = master;
    this.reads = reads;
    this.names = names;
    this.outbox = outbox;
    this.scope = scope;
    this.audit = audit;
    this.clock = clock;
  }

  @Get
  @Operation(
      summary = "Kinds of reference data",
      description = "With their fields and the number of each.")
  List<TypeCount> types() throws SQLException {
    return reads.counts();
  }

  @Get("/{type}{?at,limit,offset}")
  @Operation(
      summary = "Data of a kind",
      description = "What holds at an instant, by default now, in the order of the ids.")
  List<VersionRow> current(
      HttpRequest<?> request,
      String type,
      @Parameter(description = "ISO-8601 with offset") @QueryValue @Nullable String at,
      @Parameter(description = "1 to 10000") @QueryValue(defaultValue = "1000") int limit,
      @QueryValue(defaultValue = "0") int offset)
      throws SQLException {
    if (limit < 1 || limit > 10_000 || offset < 0) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "limit must be 1 to 10000 and offset at least 0, got %d and %d".formatted(limit, offset));
    }
    var kind = shown(type, request);
    return visible(reads.current(kind, instant("at", at), limit, offset), request);
  }

  @Get("/{type}/{id}{?at}")
  @Operation(summary = "One datum", description = "As it holds at an instant, by default now.")
  VersionRow one(
      HttpRequest<?> request,
      String type,
      String id,
      @Parameter(description = "ISO-8601 with offset") @QueryValue @Nullable String at)
      throws SQLException {
    return reads
        .current(shown(type, request), id, instant("at", at))
        .map(row -> visible(row, request))
        .orElseThrow(() -> unknown(type, id));
  }

  @Get("/{type}/{id}/versions")
  @Operation(summary = "All versions of a datum", description = "The newest first.")
  List<VersionRow> versions(HttpRequest<?> request, String type, String id) throws SQLException {
    var versions = reads.versions(shown(type, request), id);
    if (versions.isEmpty()) {
      throw unknown(type, id);
    }
    return visible(versions, request);
  }

  @Put("/{type}/{id}")
  @Operation(
      summary = "Change a datum",
      description =
          "Adds a version that holds from effective_from in the body, by default from now. The"
              + " same content again is no new version. 202 when Kafka does not have it yet.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(responseCode = "200", description = "Kept and published")
  @ApiResponse(responseCode = "202", description = "Kept; published once Kafka is there")
  HttpResponse<PutResult> put(
      HttpRequest<?> request,
      String type,
      String id,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema =
                          @Schema(
                              implementation = Object.class,
                              description = "the datum, effective_from beside it if wanted")))
          @Body
          String body)
      throws SQLException, InterruptedException {
    var kind = typeOf(type);
    Storable.fault(body)
        .ifPresent(
            fault -> {
              throw new ServingException(Reason.UNUSABLE_REFERENCE, type + " " + fault);
            });
    var datum = usable(kind.read(body));
    if (!datum.id().equals(id)) {
      throw new ServingException(
          Reason.UNUSABLE_REFERENCE,
          "The path says %s %s, the body %s".formatted(type, id, datum.id()));
    }
    refuseBrokenLinks(datum);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var from = usable(EffectiveFrom.in(body, now));
    var caller = Caller.of(request);
    var accepted = master.add(caller, new Candidate(datum, from, caller.name()), !from.equals(now));
    var published = publish();
    var current = reads.current(datum.type(), id, from).orElseThrow();
    return HttpResponse.<PutResult>status(published ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(new PutResult(accepted, published, current));
  }

  @Post("/import")
  @Consumes("application/x-ndjson")
  @Operation(
      summary = "Import JSON lines",
      description =
          "Lines of kind REF. Each is checked; what it refers to must exist or come with it."
              + " Without effective_from in its value a line holds from its time. Lines that stand"
              + " there already are repeats, so a file can be sent again. 202 when Kafka does not"
              + " have them within 10 s.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(responseCode = "200", description = "Kept and published")
  @ApiResponse(responseCode = "202", description = "Kept; published once Kafka is there")
  HttpResponse<ImportResult> importLines(
      HttpRequest<?> request,
      @RequestBody(
              content =
                  @Content(
                      mediaType = "application/x-ndjson",
                      schema = @Schema(type = "string", description = "one datum a line")))
          @Body
          byte[] body)
      throws SQLException, InterruptedException {
    var lines = ReferenceImport.of(text(body));
    var candidates = lines.acceptable(master.existing(lines.named()));
    int accepted = master.addAll(Caller.of(request), candidates);
    var published = publish();
    return HttpResponse.<ImportResult>status(published ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(
            new ImportResult(accepted, candidates.size() - accepted, lines.rejected(), published));
  }

  private boolean publish() throws SQLException, InterruptedException {
    outbox.send();
    names.refresh();
    return outbox.sentWithin(PATIENCE);
  }

  private void refuseBrokenLinks(Datum datum) throws SQLException {
    var links = DatumLinks.of(datum);
    var existing = master.existing(Set.copyOf(links));
    for (var link : links) {
      if (!existing.contains(link)) {
        throw new ServingException(Reason.UNUSABLE_REFERENCE, DatumLinks.broken(datum, link));
      }
    }
  }

  private List<VersionRow> visible(List<VersionRow> rows, HttpRequest<?> request) {
    return rows.stream().map(row -> visible(row, request)).toList();
  }

  private VersionRow visible(VersionRow row, HttpRequest<?> request) {
    return scope.shows(Caller.of(request), Sight.STAFF_NAMES) ? row : row.withoutName();
  }

  /**
   * The kind of that name; clerks and their rosters are not for all, and a look at them is kept.
   */
  private ReferenceType shown(String key, HttpRequest<?> request) throws SQLException {
    var type = typeOf(key);
    if (type == ReferenceType.STAFF || type == ReferenceType.ROSTER) {
      var caller = Caller.of(request);
      scope.require(caller, Sight.STAFF_IDS, "reference data of kind " + key);
      audit.add(caller, Action.PERSONAL_DATA_SEEN, request.getPath(), "");
    }
    return type;
  }

  private Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return clock.instant();
    }
    var read = EffectiveFrom.read(text);
    if (read instanceof Parsed.Accepted<Instant> accepted) {
      return accepted.value();
    }
    throw new ServingException(
        Reason.UNUSABLE_PARAMETER,
        "%s must be an ISO-8601 time with offset of the years 1 to 9999, got %s"
            .formatted(name, text));
  }

  private static <T> T usable(Parsed<T> parsed) {
    if (parsed instanceof Parsed.Accepted<T> accepted) {
      return accepted.value();
    }
    throw new ServingException(Reason.UNUSABLE_REFERENCE, ((Parsed.Rejected<T>) parsed).reason());
  }

  private static ReferenceType typeOf(String key) {
    return ReferenceType.of(key)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_REFERENCE,
                    "%s is no kind of reference data; there are %s"
                        .formatted(
                            key,
                            Arrays.stream(ReferenceType.values())
                                .map(ReferenceType::key)
                                .collect(Collectors.joining(", ")))));
  }

  private static ServingException unknown(String type, String id) {
    return new ServingException(
        Reason.UNKNOWN_REFERENCE, "%s %s is unknown then".formatted(type, id));
  }

  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ServingException(Reason.UNUSABLE_REFERENCE, "The lines are not UTF-8", e);
    }
  }
}
