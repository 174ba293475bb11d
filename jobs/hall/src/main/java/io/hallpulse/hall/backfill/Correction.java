package io.hallpulse.hall.backfill;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.DayScore;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Scope;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.hall.FactRows;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has to be written so that the lake's latest rows of a table say what the fold tells. */
final class Correction {
  /** Of rows that a back-fill has written. */
  private static final String REASON = "BACKFILL";

  /** In place of two long texts. */
  private static final List<@Nullable Object> PARTS = List.of("…");

  private static final List<String> FORECASTS = List.of("forecasts", "within_p50", "within_p90");

  private final LakeTable<?> table;
  private final Reference reference;
  private final List<Fact> rows = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> unfounded = new ArrayList<>();
  private int compared;

  Correction(LakeTable<?> table, Reference reference) {
    this.table = table;
    this.reference = reference;
  }

  /**
   * Compares, fact by fact.
   *
   * @param folded what the fold tells, by identity
   * @param stored what the lake's latest rows say, by identity
   */
  Correction compare(
      Map<List<@Nullable Object>, Fact> folded, Map<List<@Nullable Object>, Fact> stored) {
    var all = new HashSet<>(folded.keySet());
    all.addAll(stored.keySet());
    for (var identity : all) {
      compare(folded.get(identity), stored.get(identity));
    }
    return this;
  }

  private void compare(@Nullable Fact folded, @Nullable Fact stored) {
    boolean isTold = folded != null && !folded.isNothing();
    boolean isStored = stored != null && !stored.isNothing();
    if (!isTold && !isStored) {
      return;
    }
    compared++;
    if (folded == null || !isTold) {
      takeBack(Objects.requireNonNull(stored));
    } else if (stored == null) {
      add(folded, 1, "was missing");
    } else {
      var truth = keepsForecasts(staysFinal(folded, stored), stored);
      var differences = stored.differences(truth);
      if (!differences.isEmpty()) {
        differences.replaceAll((column, both) -> column.equals("parts") ? PARTS : both);
        add(truth, next(stored), "was, is: " + differences);
      }
    }
  }

  /** What was final once stays final. */
  private static Fact staysFinal(Fact folded, Fact stored) {
    return folded.table() == LakeTables.HEALTH_DAILY && Boolean.TRUE.equals(stored.get("final"))
        ? folded.with("final", true)
        : folded;
  }

  /** Only the live job forecasts, and what it forecast was right or wrong then. */
  private static Fact keepsForecasts(Fact folded, Fact stored) {
    var truth = folded;
    if (folded.table() == LakeTables.QUEUE_5M) {
      for (var column : FORECASTS) {
        truth = truth.with(column, stored.get(column));
      }
    }
    return truth;
  }

  private void takeBack(Fact stored) {
    if (table == LakeTables.SLOT_LOSSES) {
      var nothing = stored;
      for (var column : List.of("loss_millionths", "exposure", "unknown")) {
        nothing = nothing.with(column, 0L);
      }
      add(nothing.with("incidents", 0), next(stored), "is taken back");
    } else if (table == LakeTables.HEALTH_DAILY) {
      add(noScore(stored), next(stored), "is taken back");
    } else if (table == LakeTables.QUEUE_5M) {
      add(noQueue(stored), next(stored), "is taken back");
    } else if (table == LakeTables.REFUSED) {
      add(
          stored.with("resolved", true).with("reason", "brought in by a back-fill"),
          next(stored),
          "is not refused: " + stored.get("reason"));
    } else {
      unfounded.add(stored.name());
    }
  }

  /**
   * Five minutes in which nobody came, waited or was called. How many counters were open is left as
   * it was told: it hangs on who was signed in, not on who waited; the live job, too, goes on
   * telling it of five minutes that have become empty; and 0 would say that nobody was on duty,
   * where a unit's heat is that of its open counters.
   */
  private static Fact noQueue(Fact stored) {
    var nothing = stored.with("waits", "");
    for (var column : List.of("longest_wait_seconds", "wait_p50seconds", "wait_p90seconds")) {
      nothing = nothing.with(column, null);
    }
    for (var column : List.of("arrivals", "calls", "cancelled", "waiting", "called_in_time")) {
      nothing = nothing.with(column, 0);
    }
    for (var column : FORECASTS) {
      nothing = nothing.with(column, 0);
    }
    return nothing;
  }

  /** The score of a day of which nothing is known. */
  private Fact noScore(Fact stored) {
    var level = Scope.Level.valueOf(text(stored, "scope").toUpperCase(Locale.ROOT));
    var district = text(stored, "district");
    var scope = new Scope(level, text(stored, "scope_id"), district, stored.hall());
    LocalDate date = stored.date();
    var rules = reference.rules(district, reference.days(district).start(date.toEpochDay()));
    var score =
        DayScore.of(scope, date, Readings.NONE, Expected.NOTHING, Cards.NONE, rules, List.of());
    var fact = score.fact(0, Boolean.TRUE.equals(stored.get("final")), REASON);
    return new Fact(table, Arrays.asList(LakeTables.HEALTH_DAILY.values().apply(fact)));
  }

  private static String text(Fact fact, String column) {
    return (String) Objects.requireNonNull(fact.get(column));
  }

  private static long next(Fact stored) {
    long next = stored.revision() + 1;
    if (next % FactRows.STEP == 0) {
      throw new IllegalStateException(
          "%s was corrected by back-fills %d times since the job wrote it; there is no room for more"
              .formatted(stored.name(), FactRows.STEP - 1));
    }
    return next;
  }

  private void add(Fact fact, long revision, String what) {
    var row = fact.with("revision", revision);
    boolean hasReason = table == LakeTables.SLOT_LOSSES || table == LakeTables.HEALTH_DAILY;
    rows.add(hasReason ? row.with("reason", REASON) : row);
    told.add(fact.name() + " " + what);
  }

  LakeTable<?> table() {
    return table;
  }

  /** Facts that the fold or the lake tells. */
  int compared() {
    return compared;
  }

  /** To be written. */
  List<Fact> rows() {
    return rows;
  }

  /** What is wrong, for people. */
  List<String> told() {
    return told;
  }

  /** Rows of which no event speaks and which no row can take back. */
  List<String> unfounded() {
    return unfounded;
  }
}
