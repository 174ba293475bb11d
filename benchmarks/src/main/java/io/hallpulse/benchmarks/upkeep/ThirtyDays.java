package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.benchmarks.Result;
import io.hallpulse.benchmarks.Spread;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Does the lake stay small (quality.md, P7)? Two lakes are filled by the same code, one with a
 * single closed day and one with thirty, and planned side by side by turns, so that neither the
 * machine's mood nor a warm compiler decides.
 */
@Command(
    name = "upkeep",
    description = "Thirty days of commits and upkeep: files, manifests, planning (P7).",
    mixinStandardHelpOptions = true)
public final class ThirtyDays implements Callable<Integer> {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
  private static final int PLANS = 10;

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "closed days in the large lake (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--full-hours",
      defaultValue = "10",
      description = "hours of a day with a commit a minute; the others have one (${DEFAULT-VALUE})")
  private int fullHours;

  @Option(names = "--rounds", defaultValue = "15", description = "of planning, taking turns")
  private int rounds;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean good = true;

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("hallpulse-upkeep");
    try (var postgres = EmbeddedPostgres.start()) {
      var one = lake(postgres, "one", folder);
      var many = lake(postgres, "many", folder);
      new Replay(one, fullHours).run(FIRST, 2);
      var replay = new Replay(many, fullHours);
      long start = System.nanoTime();
      replay.run(FIRST, days + 1);
      values.put("days", days);
      values.put("replay_seconds", (System.nanoTime() - start) / 1_000_000_000);
      put(replay);
      look(many, LakeTables.EVENTS, replay.events());
      look(many, LakeTables.TICKETS, replay.tickets());
      values.put("lists_day_1", new TableLook(one, LakeTables.EVENTS).lists());
      values.put("lists_last_day", new TableLook(many, LakeTables.EVENTS).lists());
      plan(one, many);
    } finally {
      delete(folder);
    }
    values.put("holds", good);
    Result.write(results, "upkeep", values);
    return good ? 0 : 1;
  }

  private static Lake lake(EmbeddedPostgres postgres, String name, Path folder) throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new Lake(
        postgres.getJdbcUrl("postgres", name),
        "postgres",
        "postgres",
        "file://" + folder.resolve(name));
  }

  private void put(Replay replay) {
    values.put("events", replay.events());
    values.put("tickets", replay.tickets());
    values.put("job_commits_per_hour_max", replay.mostCommitsAnHour());
    values.put("upkeep_commits_per_round_max", replay.mostUpkeepCommitsAnHour());
    var byDay = replay.commitMillisByDay();
    values.put("commit_ms_first_day", byDay.get(0).json());
    values.put("commit_ms_last_day", byDay.get(byDay.size() - 1).json());
    values.put("upkeep_round_ms", replay.roundMillis().json());
    values.put("upkeep_cpu_seconds", replay.upkeepCpuSeconds());
    values.put("upkeep_peak_heap_megabytes", replay.upkeepPeakHeapMegabytes());
    check(replay.mostCommitsAnHour() <= 60, "more than 60 commits in an hour");
  }

  /** Every row is there, and each closed day is in few files or large ones. */
  private void look(Lake lake, LakeTable<?> table, long rows) {
    var look = new TableLook(lake, table);
    check(
        look.rows() == rows,
        "%s has %,d rows, not %,d".formatted(table.fullName(), look.rows(), rows));
    int most = 0;
    long bytes = 0;
    for (var day : look.filesByDay().entrySet()) {
      var sizes = day.getValue();
      bytes += sizes.stream().mapToLong(Long::longValue).sum();
      if (day.getKey().isBefore(FIRST.plusDays(days))) {
        boolean fine =
            sizes.size() <= TableLook.FEW
                || sizes.stream().allMatch(size -> size >= TableLook.LARGE);
        check(fine, "%s of %s: %s".formatted(table.fullName(), day.getKey(), sizes));
        most = Math.max(most, sizes.size());
      }
    }
    values.put(table.name() + "_files_per_closed_day_max", most);
    values.put(table.name() + "_megabytes", bytes >> 20);
  }

  private void plan(Lake one, Lake many) {
    plan("closed_day", one, FIRST, many, FIRST.plusDays(days - 1L));
    plan("open_day", one, FIRST.plusDays(1), many, FIRST.plusDays(days));
  }

  private void plan(String what, Lake one, LocalDate early, Lake many, LocalDate late) {
    var first = new TableLook(one, LakeTables.EVENTS);
    var last = new TableLook(many, LakeTables.EVENTS);
    var before = new Spread();
    var after = new Spread();
    var again = new Spread();
    for (int round = -3; round < rounds; round++) {
      double a = first.planMillis(early, PLANS);
      double b = last.planMillis(late, PLANS);
      double c = first.planMillis(early, PLANS);
      if (round >= 0) { // those before warm up
        before.add(a);
        after.add(b);
        again.add(c);
      }
    }
    var ratio = after.over(before);
    double noise = Math.abs(again.median() / before.median() - 1);
    values.put("plan_ms_%s_day_1".formatted(what), before.json());
    values.put("plan_ms_%s_last_day".formatted(what), after.json());
    values.put("plan_ratio_" + what, ratio.json());
    values.put("plan_noise_" + what, noise);
    System.out.printf(
        "planning a scan of the %s: day 1 %s ms, day %d %s ms, ratio %s, A against A %.0f %%%n",
        what.replace('_', ' '), before, days, after, ratio, noise * 100);
    check(noise <= 0.15, "void: A against A differs by more than 15 %");
    check(ratio.median() <= 1.5, "planning takes more than 1.5 times as long");
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      System.out.println("FAILS: " + otherwise);
      good = false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
