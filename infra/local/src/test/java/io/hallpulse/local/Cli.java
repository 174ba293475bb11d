package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls the launcher as a user does, on an installation of its own. */
final class Cli {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path home;
  private final Path data;
  private final Map<String, String> environment;

  Cli(Path home, Path data) {
    this(home, data, Map.of());
  }

  /**
   * @param environment of every command, beside the test's own
   */
  Cli(Path home, Path data, Map<String, String> environment) {
    this.home = home;
    this.data = data;
    this.environment = Map.copyOf(environment);
  }

  record Result(int exitCode, String out) {}

  /** Runs a command to its end and shows what it prints if it does not end well. */
  String run(String... arguments) throws IOException, InterruptedException {
    var result = tryRun(arguments);
    assertThat(result.exitCode()).as(String.join(" ", arguments) + "\n" + result.out()).isZero();
    return result.out();
  }

  Result tryRun(String... arguments) throws IOException, InterruptedException {
    return execute(home, environment, command(arguments));
  }

  /** Starts a command that is to run beside the test. */
  Process start(String... arguments) throws IOException {
    return new ProcessBuilder(command(arguments)).directory(home.toFile()).inheritIO().start();
  }

  private List<String> command(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the script does: it is called often, and ends soon.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhallpulse.home=" + home,
                "-cp",
                home.resolve("infra/local/target/classes")
                    + File.pathSeparator
                    + home.resolve("infra/local/target/lib")
                    + "/*",
                "io.hallpulse.local.Main"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    return command;
  }

  JsonNode status() throws IOException, InterruptedException {
    return MAPPER.readTree(tryRun("status", "--json").out());
  }

  static Result execute(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    var out = Files.createTempFile("hallpulse", ".out");
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.redirectInput(new File("/dev/null")).redirectOutput(out.toFile()).start();
    if (!process.waitFor(8, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end:\n" + Files.readString(out, UTF_8));
    }
    var text = Files.readString(out, UTF_8);
    Files.delete(out);
    return new Result(process.exitValue(), text);
  }
}
