package io.hallpulse.benchmarks.upkeep;

import io.hallpulse.benchmarks.Figure;
import io.hallpulse.benchmarks.OwnLake;
import io.hallpulse.benchmarks.Result;
import io.hallpulse.benchmarks.Spread;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int WARM_UP = 3;
  private static final double MOST_NOISE = 0.15;

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

  @Option(names = "--rounds", defaultValue = "45", description = "of planning, taking turns")
  private int rounds;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try (var one = new OwnLake();
        var many = new OwnLake()) {
      new Replay(one.lake(), fullHours).run(FIRST, 2);
      var replay = new Replay(many.lake(), fullHours);
      long start = System.nanoTime();
      replay.run(FIRST, days + 1);
      values.put("days", days);
      values.put("replay_seconds", (System.nanoTime() - start) / 1_000_000_000);
      put(replay);
      look(many.lake(), LakeTables.EVENTS, replay.events());
      look(many.lake(), LakeTables.TICKETS, replay.tickets());
      values.put("lists_day_1", new TableLook(one.lake(), LakeTables.EVENTS).lists());
      values.put("lists_last_day", new TableLook(many.lake(), LakeTables.EVENTS).lists());
      plan("closed day", one.lake(), FIRST, many.lake(), FIRST.plusDays(days - 1L));
      plan("open day", one.lake(), FIRST.plusDays(1), many.lake(), FIRST.plusDays(days));
    }
    Result.write(results, "upkeep", figures, notes, values);
    figures.forEach(figure -> System.out.printf("%s: %s%n", figure.what(), figure.verdict()));
    return figures.stream().allMatch(figure -> figure.verdict().equals("good")) ? 0 : 1;
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
    figures.add(
        Figure.of(
            "P7",
            "commits of the job per hour and table",
            "",
            replay.mostCommitsAnHour(),
            60,
            null));
    notes.add(
        "%d days, %,d events, %,d tickets; a commit a minute for %d hours a day, else one an hour"
            .formatted(days, replay.events(), replay.tickets(), fullHours));
    notes.add(
        "upkeep: %.0f CPU-seconds in all, %d MB of heap at most, longest round %.1f s"
            .formatted(
                replay.upkeepCpuSeconds(),
                replay.upkeepPeakHeapMegabytes(),
                replay.roundMillis().max() / 1000));
    notes.add(
        "ms for checkpoint and commits: first day %s, last day %s"
            .formatted(byDay.get(0), byDay.get(byDay.size() - 1)));
  }

  /**
   * How many files a closed day is in, not counting those that are large.
   *
   * @throws IllegalStateException if rows are missing
   */
  private void look(Lake lake, LakeTable<?> table, long rows) {
    var look = new TableLook(lake, table);
    if (look.rows() != rows) {
      throw new IllegalStateException(
          "%s has %,d rows, not %,d".formatted(table.fullName(), look.rows(), rows));
    }
    int most = 0;
    long bytes = 0;
    for (var day : look.filesByDay().entrySet()) {
      var sizes = day.getValue();
      bytes += sizes.stream().mapToLong(Long::longValue).sum();
      boolean allLarge = sizes.stream().allMatch(size -> size >= TableLook.LARGE);
      if (day.getKey().isBefore(FIRST.plusDays(days)) && !allLarge) {
        most = Math.max(most, sizes.size());
      }
    }
    figures.add(
        Figure.of("P7", "files of a closed day of " + table.name(), "", most, TableLook.FEW, null));
    values.put(table.name() + "_megabytes", bytes >> 20);
  }

  private void plan(String what, Lake one, LocalDate early, Lake many, LocalDate late) {
    var first = new TableLook(one, LakeTables.EVENTS);
    var last = new TableLook(many, LakeTables.EVENTS);
    var before = new Spread();
    var after = new Spread();
    var again = new Spread();
    for (int round = -WARM_UP; round < rounds; round++) {
      double a = first.planMillis(early, PLANS);
      double b = last.planMillis(late, PLANS);
      double c = first.planMillis(early, PLANS);
      if (round >= 0) {
        before.add(a);
        after.add(b);
        again.add(c);
      }
    }
    double noise = Math.abs(again.median() / before.median() - 1);
    var ratio = after.over(before);
    var name = what.replace(' ', '_');
    values.put("plan_ms_%s_day_1".formatted(name), before.json());
    values.put("plan_ms_%s_last_day".formatted(name), after.json());
    values.put("plan_noise_" + name, noise);
    figures.add(Figure.of("P7", "planning the " + what, "×", ratio, 1.5, null, noise > MOST_NOISE));
    notes.add(
        "ms to load the table and plan the %s: with 1 closed day %s, with %d %s; A against A %.0f %%"
            .formatted(what, before, days, after, noise * 100));
  }
}
