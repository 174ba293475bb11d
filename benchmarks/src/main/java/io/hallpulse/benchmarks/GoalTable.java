package io.hallpulse.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every goal with what was measured beside it. */
@Command(
    name = "table",
    description = "The goals (P1 to P10, M1 to M3, S1) and what was measured, from stored results.",
    mixinStandardHelpOptions = true)
final class GoalTable implements Callable<Integer> {
  private static final String ROW = "%-4s %-44s %-26s %-7s %-32s %s";

  @Option(names = "--results", required = true, description = "folder of the results")
  private Path results = Path.of("");

  @Override
  public Integer call() throws IOException {
    var all = Result.all(results);
    lines(all, Machine.own()).forEach(System.out::println);
    System.out.println();
    Extrapolation.lines(all).forEach(System.out::println);
    return 0;
  }

  static List<String> lines(List<Result> results, Machine here) {
    var lines = new ArrayList<String>();
    lines.add(row("", "what", "goal", "fails", "median (least to most)", "verdict"));
    for (var goal : Goal.ALL) {
      var measured = new ArrayList<String>();
      for (var result : results) {
        result.figures().stream()
            .filter(figure -> figure.goal().equals(goal.id()))
            .forEach(figure -> measured.add(row(figure, result.machine().isLike(here))));
      }
      lines.add(
          row(goal.id(), goal.what(), goal.goal(), goal.fails(), "", missing(goal, measured)));
      lines.addAll(measured);
    }
    for (var result : results) {
      lines.add("");
      lines.add(
          "%s: measured %s of commit %s on %s, load %.1f"
              .formatted(
                  result.benchmark(),
                  result.measured(),
                  result.machine().commit(),
                  result.machine().isLike(here) ? "this machine" : result.machine(),
                  result.machine().load()));
      result.notes().forEach(note -> lines.add("  " + note));
    }
    return lines;
  }

  private static String missing(Goal goal, List<String> measured) {
    if (!measured.isEmpty()) {
      return "";
    }
    return "not measured: ./hallpulse bench " + goal.by();
  }

  private static String row(Figure figure, boolean here) {
    return row(
        "",
        "  " + figure.what(),
        "  " + limit(figure, figure.good()),
        figure.bad() == null ? "" : number(figure.bad()),
        measured(figure),
        figure.verdict() + (here ? "" : ", NOT MEASURED ON THIS MACHINE"));
  }

  private static String limit(Figure figure, double bound) {
    return "%s %s %s".formatted(figure.isMost() ? "≤" : "≥", number(bound), figure.unit());
  }

  private static String row(
      String id, String what, String goal, String fails, String measured, String verdict) {
    return ROW.formatted(id, what, goal, fails, measured, verdict).stripTrailing();
  }

  private static String measured(Figure figure) {
    if (figure.min() == figure.max()) {
      return "%s %s".formatted(number(figure.median()), figure.unit());
    }
    return "%s (%s to %s) %s"
        .formatted(
            number(figure.median()), number(figure.min()), number(figure.max()), figure.unit());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
  }
}
