package io.hallpulse.benchmarks;

import java.util.List;

/**
 * A row of the table of goals.
 *
 * @param by the benchmark that measures it
 */
record Goal(String id, String what, String goal, String fails, String by) {
  static final List<Goal> ALL =
      List.of(
          new Goal("P1", "hall job, CPU per event, to a plain loop's", "≤ 3×", "6×", "job"),
          new Goal("P2", "hall job to Flink's source, decode, discard", "≤ 2×", "3×", "job"),
          new Goal("P3", "events per CPU-second to Kafka Streams'", "≥ 2×", "1×", "rivals"),
          new Goal("P3b", "and to plain Flink SQL's", "≥ 3×", "1×", "rivals"),
          new Goal(
              "P4", "event at the edge to number in the browser", "p99 ≤ 1 s", "3 s", "latency"),
          new Goal("P5", "state per idle window; 600k windows", "≤ 512 B; ≥ 0.5×", "", "scale"),
          new Goal(
              "P6", "kill -9 of the job: working, fresh", "≤ 10 s, ≤ 30 s", "60 s", "recovery"),
          new Goal(
              "P7", "the lake's files after 30 days of upkeep", "planning ≤ 1.5×", "", "upkeep"),
          new Goal("P8", "10k SSE clients, 1 message/s each", "≤ 1 core, p99 ≤ 250 ms", "", "soak"),
          new Goal("P9", "SQL over 100 M events", "≤ 2 s; ≤ 3 s", "", "lake"),
          new Goal(
              "P10", "cold start; agent; face detection", "≤ 60 s; ≤ 256 MB; ≥ 30/s", "", "vision"),
          new Goal("M1", "a million market entities loaded and counted", "≤ 3 min", "", "economy"),
          new Goal("M2", "change to live indicator", "≤ 1 s", "3 s", "economy"),
          new Goal("M3", "a report's question", "≤ 5 s", "10 s", "economy"),
          new Goal(
              "S1", "hours at 50 updates/s: memory of wall, serving", "≤ +5 %", "10 %", "soak"));
}
