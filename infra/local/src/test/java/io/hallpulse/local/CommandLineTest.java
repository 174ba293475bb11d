package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.RunningProcess;
import io.hallpulse.local.supervise.StackStatus;
import io.hallpulse.local.supervise.State;
import io.hallpulse.local.supervise.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  @Test
  void statusOfNothingFailsAndSaysHowToStart() {
    assertThat(run("status", "--data", data.toString())).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            "HallPulse is not running: ./hallpulse up --data %s starts it.%n".formatted(data));
  }

  @Test
  void whatAsksTrinoSaysThatItIsNotUpYet() throws IOException {
    var folder = new Installation(data).runFolder();
    Files.createDirectories(folder.run());
    RunningProcess.of(ProcessHandle.current().pid(), StopSignal.TERM)
        .orElseThrow()
        .write(folder.supervisorPidFile());
    var trino = new ProcessStatus("trino", null, 1, State.STARTING, 0, 0, 0, 0, false, "");
    new StackStatus(true, 0, List.of(trino)).write(folder.statusFile());
    var at = data.toString();

    for (var asked :
        new String[][] {
          {"sql", "SELECT 1", "--data", at},
          {"recompute", "--hall", "h", "--date", "2026-03-02", "--data", at}
        }) {
      assertThat(run(asked)).isEqualTo(1);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("Trino is not up yet, it is STARTING."));
  }

  @Test
  void statusOfNothingIsJsonToo() {
    assertThat(run("status", "--json", "--data", data.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("\"running\" : false");
  }

  @Test
  void downOfNothingSucceeds() {
    assertThat(run("down", "--data", data.toString())).isZero();
  }

  @Test
  void anUnknownLogNamesTheKnownOnes() throws IOException {
    Path logs = Files.createDirectories(data.resolve("logs"));
    Files.writeString(logs.resolve("kafka.log"), "");
    Files.writeString(logs.resolve("trino.log"), "");

    assertThat(run("logs", "flink", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("hallpulse: No log is named flink; there are kafka, trino\n");
  }

  @Test
  void logsShowsTheLastLines() throws IOException {
    Path logs = Files.createDirectories(data.resolve("logs"));
    Files.writeString(logs.resolve("kafka.log"), "first\nsecond\n");

    assertThat(run("logs", "kafka", "-n", "1", "--data", data.toString())).isZero();
    assertThat(out.toString()).isEqualTo("second\n");
  }

  @Test
  void aWrongSpeedStopsUpBeforeItStartsAnything() {
    assertThat(run("up", "--simulate", "fast", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("got fast");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void replayOfAFileThatIsNotThereNamesIt() {
    assertThat(run("replay", "missing.csv", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("hallpulse: There is no file missing.csv\n");
  }

  @Test
  void aBackfillThatEndsBeforeItBeginsSaysSo() {
    assertThat(
            run(
                "backfill",
                "--from",
                "2026-11-05",
                "--to",
                "2026-11-01",
                "--data",
                data.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).isEqualTo("hallpulse: --from 2026-11-05 is after --to 2026-11-01\n");
  }

  @Test
  void everyCommandHasHelp() {
    for (var command : Main.commandLine().getSubcommands().keySet()) {
      if (!command.equals("supervise")) {
        assertThat(run(command, "--help")).as(command).isZero();
      }
    }
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
