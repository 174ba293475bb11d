package io.hallpulse.local.stack;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What all Flink jobs of a stack have in common. */
final class FlinkJob {
  private FlinkJob() {}

  /** Where a job finds everything else, and where it keeps its state. */
  static List<String> settings(Stack stack, String checkpoints, int webPort) {
    var settings = stack.settings();
    return List.of(
        "--brokers",
        stack.ports().brokers(),
        "--catalog-url",
        stack.ports().catalogUrl(),
        "--catalog-user",
        Postgresql.USER,
        "--warehouse",
        stack.installation().warehouse(),
        "--checkpoints",
        checkpoints,
        "--commit-interval-seconds",
        Integer.toString(settings.commitIntervalSeconds()),
        "--fresh-start",
        Boolean.toString(settings.freshStart()),
        "--web-port",
        Integer.toString(webPort));
  }

  /** Flink calls a job running as soon as it is deployed; it is when its tasks have their state. */
  static boolean isRunning(String url) throws IOException, InterruptedException {
    var jobs = Http.get(url + "/jobs/overview").path("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .filter(job -> job.path("state").asText().equals("RUNNING"))
        .map(job -> job.path("tasks"))
        .anyMatch(tasks -> tasks.path("running").asInt() == tasks.path("total").asInt());
  }
}
