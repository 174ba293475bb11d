package io.hallpulse.ingest.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * File and lake side by side.
 *
 * @param figures counts and sums of both
 * @param differences every case or event that is not the same
 */
record WaboReport(List<Figure> figures, List<String> differences) {
  WaboReport {
    figures = List.copyOf(figures);
    differences = List.copyOf(differences);
  }

  record Figure(String name, long file, long lake) {
    @Override
    public String toString() {
      return "%-42s %15d %15d  %s".formatted(name, file, lake, file == lake ? "ok" : "DIFFERS");
    }
  }

  static WaboReport of(Map<String, List<WaboStep>> log, WaboLake lake) {
    var expected =
        log.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> WaboCase.of(entry.getValue())));
    var differences = new ArrayList<String>();
    compare("events", log, lake.events(), differences);
    compare("case", expected, lake.cases(), differences);
    return new WaboReport(figures(log, expected.values(), lake), differences);
  }

  boolean isClean() {
    return differences.isEmpty() && figures.stream().allMatch(row -> row.file() == row.lake());
  }

  private static List<Figure> figures(
      Map<String, List<WaboStep>> log, Collection<WaboCase> expected, WaboLake lake) {
    var found = lake.cases().values();
    return List.of(
        new Figure("events", events(log), events(lake.events())),
        new Figure("cases in hall.events", log.size(), lake.events().size()),
        new Figure("cases in hall.cases", expected.size(), found.size()),
        figure("open cases (one line)", expected, found, one -> one.closedAt() == null ? 1 : 0),
        figure(
            "overdue closed cases",
            expected,
            found,
            one -> Boolean.TRUE.equals(one.overdue()) ? 1 : 0),
        figure("steps, sum", expected, found, WaboCase::steps),
        figure("duration, sum of seconds", expected, found, WaboCase::durationSeconds),
        figure(
            "opened_at, sum of milliseconds",
            expected,
            found,
            one -> one.openedAt().toEpochMilli()));
  }

  private static Figure figure(
      String name,
      Collection<WaboCase> file,
      Collection<WaboCase> lake,
      ToLongFunction<WaboCase> value) {
    return new Figure(
        name, file.stream().mapToLong(value).sum(), lake.stream().mapToLong(value).sum());
  }

  private static long events(Map<String, List<WaboStep>> byCase) {
    return byCase.values().stream().mapToLong(List::size).sum();
  }

  private static <T> void compare(
      String what, Map<String, T> file, Map<String, T> lake, List<String> differences) {
    var ids = new TreeSet<>(file.keySet());
    ids.addAll(lake.keySet());
    for (var id : ids) {
      if (!Objects.equals(file.get(id), lake.get(id))) {
        differences.add(
            "%s %s%n  file %s%n  lake %s".formatted(what, id, file.get(id), lake.get(id)));
      }
    }
  }
}
