package io.hallpulse.domain.market;

import io.hallpulse.domain.market.Period.Kind;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.IndicatorFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of indicators where a count differs from an earlier one, period by period: fifteen years are
 * ten million rows, and between any two periods something else may be done.
 */
public final class IndicatorRows {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final MarketCounts counts;
  private final Optional<Figures> now;
  private final @Nullable MarketCounts before;
  private final Optional<Figures> was;
  private final LocalDate from;
  private final Instant asOf;
  private final long revision;
  private int kind = -1;
  private List<Period> periods = List.of();
  private int next;
  private List<Place> places = List.of();

  /**
   * @param now empty if nothing is counted yet
   * @param was figures of the earlier count, empty if it has none of these periods
   * @param from first day of which the last of a period may be
   */
  IndicatorRows(
      MarketCounts counts,
      Optional<Figures> now,
      @Nullable MarketCounts before,
      Optional<Figures> was,
      LocalDate from,
      long revision) {
    this.counts = counts;
    this.now = now;
    this.before = before;
    this.was = was;
    this.from = from;
    this.asOf = EventJson.instant(counts.recorded());
    this.revision = revision;
  }

  /** One figure's place. */
  private record Place(int indicator, String part, Unit unit, int scope) {}

  /** Figures of one period, in the order of their places. */
  private static final class Column implements Figures.Sink {
    private long[] figures = new long[2048];
    private int size;

    @Override
    public void put(int indicator, String part, Unit unit, int scope, long figure) {
      if (size == figures.length) {
        figures = Arrays.copyOf(figures, size * 2);
      }
      figures[size++] = figure;
    }
  }

  /** Tells all that are left. */
  public void rest(Consumer<IndicatorFact> out) {
    while (next(out)) {
      // the next period
    }
  }

  /** Leaves out so many periods: their rows are told. */
  public void skip(int told) {
    for (int i = 0; i < told && hasNext(); i++) {
      next++;
    }
  }

  /**
   * Tells the rows of the next period.
   *
   * @return false if there was none
   */
  public boolean next(Consumer<IndicatorFact> out) {
    if (!hasNext()) {
      return false;
    }
    tell(periods.get(next++), now.orElseThrow(), out);
    return true;
  }

  private boolean hasNext() {
    while (next == periods.size()) {
      if (now.isEmpty() || kind == KINDS.size() - 1) {
        return false;
      }
      kind++;
      periods = Period.since(KINDS.get(kind), from, counts.today());
      next = 0;
      places = periods.isEmpty() ? List.of() : places(now.get(), periods.get(0));
    }
    return true;
  }

  private void tell(Period period, Figures figures, Consumer<IndicatorFact> out) {
    var column = new Column();
    figures.put(period, column);
    var old = new Column();
    var day = day(period);
    if (was.isPresent() && before != null && !day.isAfter(before.today())) {
      was.get().put(Period.of(period.kind(), day, before.today()), old);
    }
    for (int i = 0; i < places.size(); i++) {
      if (old.size == 0 || old.figures[i] != column.figures[i]) {
        out.accept(fact(places.get(i), period, column.figures[i]));
      }
    }
  }

  private static List<Place> places(Figures figures, Period period) {
    var places = new ArrayList<Place>();
    figures.put(
        period,
        (indicator, part, unit, scope, figure) ->
            places.add(new Place(indicator, part, unit, scope)));
    return places;
  }

  /** A day that lies in the period however it is counted. */
  private static LocalDate day(Period period) {
    return LocalDate.ofEpochDay(period.kind() == Kind.TO_DATE ? period.last() : period.first());
  }

  private IndicatorFact fact(Place place, Period period, long figure) {
    boolean available = Exact.isAvailable(figure);
    return new IndicatorFact(
        counts.district(),
        place.indicator(),
        place.part(),
        Scopes.kind(place.scope()),
        Scopes.id(place.scope(), counts.district()),
        period.kind().told(),
        period.name(),
        available ? BigDecimal.valueOf(figure, place.unit().places()) : null,
        place.unit().told(),
        available,
        available ? null : Exact.missing(figure).name(),
        asOf,
        day(period),
        revision);
  }
}
