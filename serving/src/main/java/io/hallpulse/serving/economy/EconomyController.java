package io.hallpulse.serving.economy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.market.CellPeriod;
import io.hallpulse.domain.market.Period;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveEconomy;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.economy.EconomyHistory.Wanted;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The twenty indicators of market entities, live and of past periods. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "economy")
final class EconomyController {
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_DAYS = 366;
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Set<String> SCOPES = Set.of("district", "subdistrict", "section", "type");
  private static final String CSV = "text/csv";

  private final EconomyStore store;
  private final EconomyHistory history;
  private final MarketRules rules;
  private final Scope access;
  private final Clock clock;
  private final ObjectMapper mapper;

  EconomyController(
      EconomyStore store,
      EconomyHistory history,
      MarketRules rules,
      Scope access,
      Clock clock,
      ObjectMapper mapper) {
    this.store = store;
    this.history = history;
    this.rules = rules;
    this.access = access;
    this.clock = clock;
    this.mapper = mapper;
  }

  @Get("/economy/definitions")
  @Operation(
      summary = "What the twenty indicators are",
      description = "In nine modules, with units, periods and scopes.")
  List<Definition> definitions() {
    return Definition.all();
  }

  @Get("/live/economy/{district}{?scope,id}")
  @Operation(
      summary = "The running periods now",
      description =
          "Today, this month, quarter, year and year to date of the district, its subdistricts,"
              + " sections and types. What is not available says why.")
  List<ScopeNow> now(
      HttpRequest<?> request,
      String district,
      @Parameter(description = "district, subdistrict, section or type") @QueryValue @Nullable
          String scope,
      @Parameter(description = "id of the scope") @QueryValue @Nullable String id) {
    access.requireDistrict(Caller.of(request), district);
    var scopes = store.scopes(district, wanted(scope, id)).stream().map(ScopeNow::of).toList();
    if (scopes.isEmpty()) {
      throw new ServingException(
          Reason.UNKNOWN_ECONOMY,
          "District %s has no live figures of %s %s"
              .formatted(district, scope == null ? "any scope" : scope, id == null ? "" : id));
    }
    return scopes;
  }

  private static Predicate<LiveEconomy> wanted(@Nullable String scope, @Nullable String id) {
    return figures ->
        (scope == null || scope.equals(figures.getScope()))
            && (id == null || id.equals(figures.getScopeId()));
  }

  @Get("/live/economy/{district}/combination{?subdistrict,industry,type}")
  @Operation(
      summary = "Any combination now",
      description =
          "The indicators that come from the ledger alone (1, 2 and 4 to 10), for subdistricts ×"
              + " sections × types; several of a kind are separated by commas.")
  CombinationNow combinationNow(
      HttpRequest<?> request,
      String district,
      @QueryValue(defaultValue = "") String subdistrict,
      @QueryValue(defaultValue = "") String industry,
      @QueryValue(defaultValue = "") String type) {
    access.requireDistrict(Caller.of(request), district);
    var combination =
        new Combination(
            Combination.list(subdistrict), Combination.list(industry), Combination.list(type));
    var cells = store.cells(district, combination::has);
    return new CombinationNow(
        district,
        combination,
        cells.stream()
            .map(LiveCell::getAsOf)
            .max(Long::compare)
            .map(EventJson::instant)
            .orElse(null),
        Combination.figures(cells));
  }

  @Get(uri = "/live/economy/{district}/stream{?scope,id}", produces = MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Live stream",
      description =
          "Server-sent events: `scope` (as /api/v1/live/economy/{district}) of each scope first and"
              + " whenever it changes, and `beat` with server_time every 2 s. The id is"
              + " `scope/scope_id:version:as_of`. A slow client misses intermediate states, never"
              + " the latest.")
  @ApiResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
  Publisher<Event<String>> stream(
      HttpRequest<?> request,
      String district,
      @QueryValue @Nullable String scope,
      @QueryValue @Nullable String id) {
    access.requireDistrict(Caller.of(request), district);
    return Flux.defer(
        () -> {
          var told = new HashMap<String, LiveEconomy>();
          // Ticks are dropped while a client is slow; the next one finds the latest.
          var news = store.news().map(any -> false);
          var beats = Flux.interval(Duration.ZERO, BEAT).map(any -> true);
          return Flux.merge(news, beats)
              .onBackpressureLatest()
              .concatMapIterable(isBeat -> news(district, wanted(scope, id), told, isBeat), 1);
        });
  }

  private List<Event<String>> news(
      String district,
      Predicate<LiveEconomy> wanted,
      Map<String, LiveEconomy> told,
      boolean isBeat) {
    var events = new ArrayList<Event<String>>();
    for (var figures : store.scopes(district, wanted)) {
      var key = figures.getScope() + "/" + figures.getScopeId();
      if (told.put(key, figures) != figures) {
        var now = ScopeNow.of(figures);
        events.add(
            Event.of(json(now))
                .name("scope")
                .id("%s:%d:%s".formatted(key, now.version(), now.asOf())));
      }
    }
    if (isBeat) {
      events.add(Event.of(json(Map.of("server_time", clock.instant()))).name("beat"));
    }
    return events;
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value, e);
    }
  }

  @Get(
      "/economy/{district}/indicators{?indicator,scope,id,period_kind,from,to,as_known_at,limit,offset}")
  @Operation(
      summary = "Indicators of past periods",
      description =
          "Of one scope kind and period kind, with from and to as dates within the first and last"
              + " period; as they are now, or as they were known at an instant.")
  List<IndicatorRow> indicators(
      HttpRequest<?> request,
      String district,
      @Parameter(description = "1 to 20, 0 for all") @QueryValue(defaultValue = "0") int indicator,
      @QueryValue(defaultValue = "district") String scope,
      @Parameter(description = "id of the scope") @QueryValue(defaultValue = "") String id,
      @Parameter(description = "day, month, quarter, year or ytd")
          @QueryValue(value = "period_kind", defaultValue = "month")
          String periodKind,
      @QueryValue LocalDate from,
      @QueryValue LocalDate to,
      @Parameter(description = "ISO-8601 with offset") @QueryValue("as_known_at") @Nullable
          String asKnownAt,
      @Parameter(description = "1 to 100000") @QueryValue(defaultValue = "10000") int limit,
      @QueryValue(defaultValue = "0") int offset) {
    access.requireDistrict(Caller.of(request), district);
    if (limit < 1 || limit > MOST_ROWS || offset < 0) {
      throw unusable(
          "limit must be 1 to 100000 and offset at least 0, got %d and %d", limit, offset);
    }
    return history.indicators(
        wanted(district, indicator, scope, id, periodKind, from, to, asKnownAt), offset, limit);
  }

  @Get(
      uri =
          "/economy/{district}/indicators/csv{?indicator,scope,id,period_kind,from,to,as_known_at}",
      produces = CSV)
  @Operation(summary = "Indicators as CSV", description = "The same, without a limit of rows.")
  HttpResponse<String> indicatorsAsCsv(
      HttpRequest<?> request,
      String district,
      @QueryValue(defaultValue = "0") int indicator,
      @QueryValue(defaultValue = "district") String scope,
      @QueryValue(defaultValue = "") String id,
      @QueryValue(value = "period_kind", defaultValue = "month") String periodKind,
      @QueryValue LocalDate from,
      @QueryValue LocalDate to,
      @QueryValue("as_known_at") @Nullable String asKnownAt) {
    access.requireDistrict(Caller.of(request), district);
    var rows =
        history.indicators(
            wanted(district, indicator, scope, id, periodKind, from, to, asKnownAt), 0, MOST_ROWS);
    var text = new StringBuilder(Csv.line((Object[]) IndicatorRow.COLUMNS));
    rows.forEach(row -> text.append(Csv.line(row.cells())));
    return file("indicators-%s-%s-%s.csv".formatted(district, from, to), text.toString());
  }

  private Wanted wanted(
      String district,
      int indicator,
      String scope,
      String id,
      String periodKind,
      LocalDate from,
      LocalDate to,
      @Nullable String asKnownAt) {
    if (indicator < 0 || indicator > 20) {
      throw unusable("There is no indicator %d", indicator);
    }
    if (!SCOPES.contains(scope)) {
      throw unusable("There is no scope %s", scope);
    }
    checkPeriods(kind(periodKind), from, to);
    return new Wanted(
        district,
        indicator,
        scope,
        id,
        periodKind,
        firstDay(periodKind, from),
        to,
        asKnownAt == null ? clock.instant() : instant(asKnownAt));
  }

  /** Rows stand at the first day of their period. */
  private static LocalDate firstDay(String periodKind, LocalDate from) {
    return switch (periodKind) {
      case "month" -> from.withDayOfMonth(1);
      case "quarter" -> from.withMonth((from.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
      case "year" -> from.withDayOfYear(1);
      default -> from;
    };
  }

  @Get("/economy/{district}/combination{?subdistrict,industry,type,period_kind,from,to}")
  @Operation(
      summary = "Any combination of past periods",
      description =
          "The indicators that come from the ledger alone (1, 2 and 4 to 10), for subdistricts ×"
              + " sections × types; several of a kind are separated by commas.")
  CombinationNow combination(
      HttpRequest<?> request,
      String district,
      @QueryValue(defaultValue = "") String subdistrict,
      @QueryValue(defaultValue = "") String industry,
      @QueryValue(defaultValue = "") String type,
      @Parameter(description = "day, month, quarter, year or ytd")
          @QueryValue(value = "period_kind", defaultValue = "month")
          String periodKind,
      @QueryValue LocalDate from,
      @QueryValue LocalDate to)
      throws SQLException {
    access.requireDistrict(Caller.of(request), district);
    var combination =
        new Combination(
            Combination.list(subdistrict), Combination.list(industry), Combination.list(type));
    return new CombinationNow(
        district, combination, null, past(district, combination, periodKind, from, to));
  }

  @Get(
      uri = "/economy/{district}/combination/csv{?subdistrict,industry,type,period_kind,from,to}",
      produces = CSV)
  @Operation(summary = "Any combination as CSV")
  HttpResponse<String> combinationAsCsv(
      HttpRequest<?> request,
      String district,
      @QueryValue(defaultValue = "") String subdistrict,
      @QueryValue(defaultValue = "") String industry,
      @QueryValue(defaultValue = "") String type,
      @QueryValue(value = "period_kind", defaultValue = "month") String periodKind,
      @QueryValue LocalDate from,
      @QueryValue LocalDate to)
      throws SQLException {
    access.requireDistrict(Caller.of(request), district);
    var combination =
        new Combination(
            Combination.list(subdistrict), Combination.list(industry), Combination.list(type));
    var text =
        new StringBuilder(
            Csv.line("indicator", "part", "period_kind", "period", "value", "unit", "reason"));
    for (var figure : past(district, combination, periodKind, from, to)) {
      text.append(
          Csv.line(
              figure.indicator(),
              figure.part(),
              figure.periodKind(),
              figure.period(),
              figure.value() == null ? "" : figure.value(),
              figure.unit(),
              figure.reason() == null ? "" : figure.reason()));
    }
    return file("combination-%s-%s-%s.csv".formatted(district, from, to), text.toString());
  }

  private List<Figure> past(
      String district, Combination combination, String periodKind, LocalDate from, LocalDate to)
      throws SQLException {
    var kind = kind(periodKind);
    checkPeriods(kind, from, to);
    var days = rules.days(district);
    return CellPeriod.of(
            history.days(district, combination), kind, from, to, days.today(), days.marketStart())
        .stream()
        .flatMap(period -> period.figures().stream())
        .map(Figure::of)
        .toList();
  }

  private static HttpResponse<String> file(String name, String text) {
    // A mark tells spreadsheets that it is UTF-8.
    return HttpResponse.ok("\uFEFF" + text)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private static Period.Kind kind(String name) {
    return Period.Kind.named(name).orElseThrow(() -> unusable("There is no period_kind %s", name));
  }

  private static void checkPeriods(Period.Kind kind, LocalDate from, LocalDate to) {
    boolean byDay = kind == Period.Kind.DAY || kind == Period.Kind.TO_DATE;
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || byDay && days > MOST_DAYS) {
      throw unusable("from %s to %s is no stretch of days, or too long for days", from, to);
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw unusable("as_known_at must be an ISO-8601 time with offset, got %s", text);
    }
  }

  private static ServingException unusable(String text, Object... values) {
    return new ServingException(Reason.UNUSABLE_PARAMETER, text.formatted(values));
  }
}
