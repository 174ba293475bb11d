package io.hallpulse.hall.backfill;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.References;
import io.hallpulse.hall.Entrances;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.io.Closeable;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Folds past days again by the hall job's own stream, from what the lake holds of them, and writes
 * what the lake's facts say otherwise. It may run beside the live job.
 *
 * @param hall alone, or null for all
 * @param isDry whether it only says what it would write
 */
public record Backfill(
    LocalDate from, LocalDate to, @Nullable String hall, boolean isDry, PrintStream out) {
  /** In the order in which they are written: scores last, since they tell when all was known. */
  private static final List<LakeTable<?>> TABLES =
      List.of(
          LakeTables.TICKETS,
          LakeTables.RATINGS,
          LakeTables.NOTICES,
          LakeTables.CASES,
          LakeTables.REFUSED,
          LakeTables.QUEUE_5M,
          LakeTables.SLOT_LOSSES,
          LakeTables.HEALTH_DAILY);

  private static final int MOST_EXAMPLES = 8;

  public Backfill {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("--from %s is after --to %s".formatted(from, to));
    }
  }

  /**
   * Where it reads from and writes to.
   *
   * @param references opens the bounded stream of reference data
   */
  public record Ends(
      Lake lake,
      Function<StreamExecutionEnvironment, DataStream<KafkaRecord>> references,
      References published,
      Entrances entrances) {}

  /**
   * What came of it.
   *
   * @param compared rows
   * @param written of them
   */
  public record Result(long compared, long written) {}

  /**
   * @throws IllegalArgumentException if the days cannot be back-filled
   */
  public Result run(Ends ends, InstantSource clock) throws Exception {
    var now = clock.instant();
    var reference = reference(ends.published().published(), now);
    long compared = 0;
    long written = 0;
    for (var stretch : new Stretch(from, to).parts()) {
      var catalog = ends.lake().catalog();
      try {
        var result = run(stretch, ends, catalog, reference, clock);
        compared += result.compared();
        written += result.written();
      } finally {
        if (catalog instanceof Closeable closeable) {
          closeable.close();
        }
      }
    }
    out.printf(
        "%,d rows compared, %,d %s%n", compared, written, isDry ? "to be written" : "written");
    if (hall != null) {
      out.println("Scores of its subdistrict and district were left: those need all halls");
    }
    return new Result(compared, written);
  }

  private Reference reference(List<ReferenceVersion> published, Instant now) {
    var reference = new Reference();
    published.forEach(reference::add);
    var districts = new TreeSet<String>(List.of(""));
    published.stream()
        .filter(version -> version.getType().equals(ReferenceType.DISTRICT.key()))
        .forEach(version -> districts.add(version.getId()));
    for (var district : districts) {
      if (reference.days(district).end(to.toEpochDay()) > EventJson.micros(now)) {
        throw new IllegalArgumentException(
            "%s is not over yet: only past days can be back-filled".formatted(to));
      }
    }
    return reference;
  }

  private Result run(
      Stretch stretch, Ends ends, Catalog catalog, Reference reference, InstantSource clock)
      throws Exception {
    var moment = new LakeMoment(catalog, TABLES);
    out.printf("Folds %s to %s again%n", stretch.from(), stretch.to());
    long end = reference.days("").end(stretch.end().toEpochDay());
    long present = Math.min(EventJson.micros(clock.instant()), end);
    var run = new PastRun(ends.lake(), moment, stretch, reference, hall);
    var folded =
        run.facts(
            ends.references(), ends.published(), ends.entrances(), present, new Progress(out));
    boolean isAllRead = present < end;
    var writer = new CorrectedRows(catalog, stretch);
    long compared = 0;
    long written = 0;
    for (var table : TABLES) {
      if (table == LakeTables.CASES && (!isAllRead || hall != null)) {
        out.println("  hall.cases: left, since not all is read that was said of them later");
        continue;
      }
      var correction =
          correction(table, folded.getOrDefault(table, Map.of()), moment, stretch, reference);
      if (!isDry) {
        writer.write(correction, clock.instant());
      }
      tell(correction);
      compared += correction.compared();
      written += correction.rows().size();
    }
    return new Result(compared, written);
  }

  private Correction correction(
      LakeTable<?> table,
      Map<List<@Nullable Object>, Fact> folded,
      LakeMoment moment,
      Stretch stretch,
      Reference reference) {
    boolean isCases = table == LakeTables.CASES;
    var filter = isCases ? Expressions.alwaysTrue() : stretch.facts();
    var stored = moment.latest(table, filter);
    var told = new HashMap<>(folded);
    if (isCases) {
      // Of one that was opened before the days that are read, only the end is known here.
      told.keySet().removeIf(id -> stored.containsKey(id) && isOutside(stored.get(id), stretch));
      stored.values().removeIf(fact -> isOutside(fact, stretch));
    }
    if (hall != null) {
      Predicate<Fact> isOthers = fact -> !hall.equals(fact.hall());
      told.values().removeIf(isOthers);
      stored.values().removeIf(isOthers);
    }
    return new Correction(table, reference).compare(told, stored);
  }

  private static boolean isOutside(@Nullable Fact fact, Stretch stretch) {
    return fact != null && !stretch.has(fact.date());
  }

  private void tell(Correction correction) {
    out.printf(
        "  %s: %,d rows compared, %,d %s%n",
        correction.table().fullName(),
        correction.compared(),
        correction.rows().size(),
        isDry ? "to be written" : "written");
    correction.told().stream().limit(MOST_EXAMPLES).forEach(line -> out.println("    " + line));
    if (correction.told().size() > MOST_EXAMPLES) {
      out.printf("    and %,d more%n", correction.told().size() - MOST_EXAMPLES);
    }
    correction.unfounded().stream()
        .limit(MOST_EXAMPLES)
        .forEach(name -> out.println("    no event speaks of " + name + "; it is left"));
  }
}
