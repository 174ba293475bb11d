package io.hallpulse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalTableTest {
  private static final Machine HERE = new Machine(2, "Xeon", 24, "Linux", "17", "abc", 0.3);
  private static final Machine THERE = new Machine(64, "EPYC", 512, "Linux", "17", "abc", 0.1);

  @TempDir private Path folder;

  @Test
  void aFigureIsGoodShortOrFails() {
    assertThat(most(2.9).verdict()).isEqualTo("good");
    assertThat(most(3.1).verdict()).isEqualTo("short of the goal");
    assertThat(most(6.1).verdict()).isEqualTo("FAILS");
    assertThat(least(2.1).verdict()).isEqualTo("good");
    assertThat(least(1.5).verdict()).isEqualTo("short of the goal");
    assertThat(least(0.9).verdict()).isEqualTo("FAILS");
    assertThat(Figure.of("P7", "files", "", 3, 2, null).verdict()).isEqualTo("FAILS");
    assertThat(new Figure("P1", "", "×", 2, 1, 3, 3, 6.0, true).verdict()).isEqualTo("VOID");
  }

  @Test
  void everyGoalHasItsLineAndSaysWhenItIsNotMeasured() {
    var lines = GoalTable.lines(List.of(), HERE);

    for (var goal : Goal.ALL) {
      assertThat(lines).filteredOn(line -> line.startsWith(goal.id() + " ")).hasSize(1);
    }
    assertThat(line(lines, "P1 ")).endsWith("not measured: ./hallpulse bench job");
    assertThat(line(lines, "P3 ")).endsWith("not measured: ./hallpulse bench rivals");
    assertThat(line(lines, "P8 ")).endsWith("not measured: ./hallpulse bench soak");
    assertThat(line(lines, "P9 ")).endsWith("not measured: ./hallpulse bench lake");
  }

  @Test
  void whatWasMeasuredStandsUnderItsGoalWithItsSpread() {
    var figure = new Figure("P1", "job / loop", "×", 2.5, 2.25, 2.75, 3, 6.0, false);
    var lines = GoalTable.lines(List.of(result(HERE, figure)), HERE);

    assertThat(line(lines, "P1 ")).doesNotContain("not measured");
    assertThat(lines.get(lines.indexOf(line(lines, "P1 ")) + 1))
        .contains("job / loop", "≤ 3.00 ×", "6.00", "2.50 (2.25 to 2.75) ×")
        .endsWith("good");
    assertThat(lines).contains("  a note");
  }

  @Test
  void figuresOfAnotherMachineSaySo() {
    var lines = GoalTable.lines(List.of(result(THERE, most(2))), HERE);

    assertThat(lines).anyMatch(line -> line.endsWith("good, NOT MEASURED ON THIS MACHINE"));
    assertThat(lines).anyMatch(line -> line.contains("64 cores of EPYC"));
  }

  @Test
  void resultsAreReadBackAsTheyWereWritten() throws IOException {
    Result.write(folder, "job", List.of(most(2), least(2)), List.of("a note"), Map.of("x", 1));

    var read = Result.all(folder);

    assertThat(read).hasSize(1);
    assertThat(read.get(0).figures()).containsExactly(most(2), least(2));
    assertThat(read.get(0).notes()).containsExactly("a note");
    assertThat(read.get(0).machine().isLike(Machine.own())).isTrue();
  }

  @Test
  void aResultWithoutItsProcessorIsOfAnotherMachine() throws IOException {
    Files.writeString(
        folder.resolve("old.json"),
        """
        {"name": "job", "measured_at": "2026-11-23T16:00:00Z", "figures": [], "notes": [],
         "machine": {"cores": 2, "memory_gigabytes": 24, "os": "Linux", "java": "17"}}
        """);

    assertThat(GoalTable.lines(Result.all(folder), HERE))
        .anyMatch(line -> line.contains("2 cores of unknown"));
  }

  @Test
  void theResultsOfTheRepositoryAreReadable() throws IOException {
    var repository = Path.of("results");

    assertThat(Result.all(repository)).hasSameSizeAs(jsonFiles(repository));
    assertThat(GoalTable.lines(Result.all(repository), Machine.own())).isNotEmpty();
  }

  private static List<Path> jsonFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static Figure most(double measured) {
    return Figure.of("P1", "ratio", "×", measured, 3, 6.0);
  }

  private static Figure least(double measured) {
    return Figure.of("P3", "ratio", "×", measured, 2, 1.0);
  }

  private static Result result(Machine machine, Figure figure) {
    return new Result(
        "job", "2026-11-23T16:00:00Z", machine, List.of(figure), List.of("a note"), Map.of());
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
