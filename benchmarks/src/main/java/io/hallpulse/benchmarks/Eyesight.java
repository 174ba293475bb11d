package io.hallpulse.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the edge agent sees, as it says itself in a process of its own. */
@Command(
    name = "vision",
    description = "Pictures per second and core that the edge agent looks at.")
final class Eyesight implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double LEAST = 30;

  /** By which the agent tells that it measured, and that it was less. */
  private static final int TOO_SLOW = 3;

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--agent", required = true, description = "class path of the edge agent")
  private String classPath = "";

  @Override
  public Integer call() throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            classPath,
            "io.hallpulse.agent.Main",
            "measure",
            "--json");
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var measured = JSON.readTree(process.getInputStream());
    int ended = process.waitFor();
    if ((ended != 0 && ended != TOO_SLOW) || !measured.path("detect_near").isObject()) {
      System.err.println("The edge agent did not measure: " + measured);
      return 1;
    }
    var figures = new ArrayList<Figure>();
    figures.add(figure("faces near, 640 × 480", measured.path("detect_near")));
    figures.add(figure("faces in a room, 640 × 480", measured.path("detect_far")));
    figures.forEach(
        each ->
            System.out.printf(
                "%s: %.0f a second and core (%.0f to %.0f): %s%n",
                each.what(), each.median(), each.min(), each.max(), each.verdict()));
    var all = new LinkedHashMap<String, Object>();
    measured.fields().forEachRemaining(each -> all.put(each.getKey(), each.getValue()));
    Result.write(results, "vision", figures, List.of("P10: of face detection alone"), all);
    return 0;
  }

  /** Half of the goal is taken for a failure: then a camera's frames are dropped. */
  private static Figure figure(String what, JsonNode work) {
    return new Figure(
        "P10",
        what,
        "/s",
        work.path("per_second_and_core").asDouble(),
        1_000 / work.path("most").asDouble(),
        1_000 / work.path("least").asDouble(),
        LEAST,
        LEAST / 2,
        false);
  }
}
