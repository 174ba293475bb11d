package io.hallpulse.local;

import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.StackStatus;
import io.hallpulse.local.supervise.State;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tells in plain lines what changed since the last look. */
final class Progress {
  private final PrintWriter out;
  private final long began = System.nanoTime();
  private final Map<String, String> told = new HashMap<>();

  Progress(PrintWriter out) {
    this.out = out;
  }

  long seconds() {
    return (System.nanoTime() - began) / 1_000_000_000L;
  }

  void tell(StackStatus status) {
    for (var process : status.processes()) {
      String news = news(process);
      if (!news.isEmpty() && !Objects.equals(told.put(process.name(), news), news)) {
        say(news);
      }
    }
  }

  void say(String line) {
    out.printf("[%3d s] %s%n", seconds(), line);
    out.flush();
  }

  private static String news(ProcessStatus process) {
    String name = process.name();
    return switch (process.state()) {
      case RUNNING -> name + " is running" + (process.port() == 0 ? "" : at(process));
      case STARTING -> process.pid() == null ? "" : name + " starts";
      case PREPARING, BACKOFF -> name + " " + process.detail();
      case DOWN -> name + " is down: " + process.detail();
      case STOPPED -> name + " is stopped";
    };
  }

  private static String at(ProcessStatus process) {
    return process.state() == State.RUNNING ? ", port " + process.port() : "";
  }
}
