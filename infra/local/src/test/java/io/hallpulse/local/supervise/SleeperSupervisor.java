package io.hallpulse.local.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A supervisor in a JVM of its own, which tests kill. */
final class SleeperSupervisor {
  static final String NAME = "sleeper";

  private SleeperSupervisor() {}

  /** Returns when its program runs. */
  static Process in(Path data) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SleeperSupervisor.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!NAME.equals(answers.readLine())) {
      throw new AssertionError("The supervisor did not start");
    }
    return process;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    var folder = new RunFolder(data.resolve("run"), data.resolve("logs"));
    var sleeper = ShellProgram.healthy(NAME, "exec sleep 600");
    Supervisor.in(folder, Pace.standard()).start(List.of(sleeper));
    sleeper.awaitHealthy();
    System.out.println(NAME);
  }
}
