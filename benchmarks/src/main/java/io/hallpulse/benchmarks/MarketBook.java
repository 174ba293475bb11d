package io.hallpulse.benchmarks;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.DistrictBook;
import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.domain.market.EntityHistory;
import io.hallpulse.domain.market.MarketCounts;
import io.hallpulse.domain.market.MarketReference;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A million entities with fifteen years of history: CPU of folding them, of all rows of ledger and
 * indicators, and of the live figures after a change. The rules alone, without Kafka, Flink and
 * lake.
 */
@Command(
    name = "market",
    description = "CPU of a million market entities with 15 years of history.")
final class MarketBook implements Callable<Integer> {
  private static final String DISTRICT = "370213";
  private static final LocalDate FIRST = LocalDate.of(2011, 1, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final List<String> SUBDISTRICTS =
      List.of("李村", "沧口", "世园", "九水", "楼山", "unassigned");

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--entities", defaultValue = "1000000", description = "entities")
  private int entities;

  @Override
  public Integer call() throws Exception {
    var cells = DistrictBook.inMemory();
    var random = new Random(7);
    long active = 0;
    long events = 0;
    long historyBytes = 0;
    long begin = cpu();
    for (int entity = 0; entity < entities; entity++) {
      var history = EntityHistory.nothing(0);
      for (var event : life(entity, random)) {
        var step = EntityFold.step(history, event).orElseThrow();
        history = step.history();
        BookChange change = step.change();
        DistrictBook.apply(change, cells, cell -> {});
        active += change.active();
        events++;
      }
      historyBytes += history.packed().length;
    }
    double folded = seconds(begin);
    var counts =
        new MarketCounts(
            DISTRICT,
            cells,
            List.of(),
            new MarketReference(),
            TODAY.toEpochDay() * DAY_MICROS,
            TODAY);
    counts.prove(active);
    var live = new Spread();
    for (int round = 0; round < 5; round++) {
      begin = cpu();
      int records = counts.live(1).size();
      live.add(seconds(begin) * 1000);
      if (records == 0) {
        throw new IllegalStateException("Nothing is live");
      }
    }
    var rows = new long[2];
    begin = cpu();
    counts.indicators(null, FIRST, 1).rest(fact -> rows[0]++);
    for (int cell = 0; cell < DistrictBook.CELLS; cell++) {
      counts.ledger(null, cell, 1, fact -> rows[1]++);
    }
    double counted = seconds(begin);
    System.out.printf(
        """
        %,d events of %,d entities folded and booked   %.1f s CPU, history %d bytes each
        %,d rows of indicators and %,d of the ledger   %.1f s CPU
        live figures after a change, median of 5       %.0f ms CPU
        """,
        events,
        entities,
        folded,
        historyBytes / entities,
        rows[0],
        rows[1],
        counted,
        live.median());
    var result = new LinkedHashMap<String, Object>();
    result.put("entities", entities);
    result.put("events", events);
    result.put("fold_seconds", folded);
    result.put("history_bytes_per_entity", historyBytes / entities);
    result.put("indicator_rows", rows[0]);
    result.put("ledger_rows", rows[1]);
    result.put("count_seconds", counted);
    result.put("live_ms", live.json());
    Result.write(results, "market-book", result);
    return 0;
  }

  private static List<RegistryEvent> life(int entity, Random random) {
    int first = (int) FIRST.toEpochDay();
    int days = (int) (TODAY.toEpochDay() - FIRST.toEpochDay());
    int registered = first + (int) (days * Math.sqrt(random.nextDouble()));
    int next = registered + 1 + random.nextInt(2_500);
    double fate = random.nextDouble();
    var begin = event(entity, 1, RegistryKind.ENTITY_REGISTERED, registered, random);
    if (fate < 0.6 || next >= TODAY.toEpochDay()) {
      return List.of(begin);
    }
    var kind =
        fate < 0.75
            ? RegistryKind.ENTITY_CHANGED
            : fate < 0.95 ? RegistryKind.ENTITY_CANCELLED : RegistryKind.ENTITY_MOVED_OUT;
    return List.of(begin, event(entity, 2, kind, next, random));
  }

  private static RegistryEvent event(
      int entity, int nth, RegistryKind kind, int day, Random random) {
    var event =
        RegistryEvent.newBuilder()
            .setSource("bench")
            .setEpoch(1)
            .setSeq(entity * 2L + nth)
            .setTime(day * DAY_MICROS)
            .setRecorded(day * DAY_MICROS)
            .setDistrict(DISTRICT)
            .setKind(kind)
            .setEffectiveDate(day)
            .setUscc("9137021300%08d".formatted(entity));
    if (kind == RegistryKind.ENTITY_REGISTERED || kind == RegistryKind.ENTITY_CHANGED) {
      event
          .setName("青岛某某商贸有限公司" + entity)
          .setSubdistrict(SUBDISTRICTS.get(random.nextInt(SUBDISTRICTS.size())))
          .setSection(String.valueOf((char) ('A' + random.nextInt(20))))
          .setEntityType(random.nextInt(3) > 0 ? "HOUSEHOLD" : "ENTERPRISE")
          .setCapitalStatus("KNOWN")
          .setCapitalCents(random.nextInt(1_000) * 1_000_000L);
    }
    return event.build();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double seconds(long begin) {
    return (cpu() - begin) / 1e9;
  }
}
