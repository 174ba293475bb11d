package io.hallpulse.local.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What all keepers know of one another: each program's status, and when it changes. */
final class Board {
  private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
  private long changes;

  Board(List<? extends Program> programs) {
    programs.forEach(program -> statuses.put(program.name(), ProcessStatus.of(program)));
  }

  synchronized void change(String name, UnaryOperator<ProcessStatus> change) {
    statuses.put(name, change.apply(of(name)));
    changes++;
    notifyAll();
  }

  synchronized ProcessStatus of(String name) {
    return Objects.requireNonNull(statuses.get(name), () -> "No program is named " + name);
  }

  /** Waits until these have all been healthy. */
  synchronized void awaitHealthy(List<String> names) throws InterruptedException {
    while (!names.stream().allMatch(name -> of(name).healthyOnce())) {
      wait();
    }
  }

  /** Waits until these have all been healthy, at most so long. */
  synchronized void awaitHealthy(List<String> names, Duration limit) throws InterruptedException {
    var expected = names.stream().filter(statuses::containsKey).toList();
    long deadline = System.nanoTime() + limit.toNanos();
    long leftMillis = limit.toMillis();
    while (leftMillis > 0 && !expected.stream().allMatch(name -> of(name).healthyOnce())) {
      wait(leftMillis);
      leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  /**
   * Waits for a change, at most so long, and returns how many there were so far. A wake-up for no
   * reason does no harm: the status is then written once more.
   */
  @SuppressWarnings("WaitNotInLoop")
  synchronized long awaitChange(long seen, long limitMillis) throws InterruptedException {
    if (changes == seen) {
      wait(limitMillis);
    }
    return changes;
  }

  synchronized List<ProcessStatus> measured(long nowMillis) throws IOException {
    var measured = new ArrayList<ProcessStatus>();
    for (var status : statuses.values()) {
      Long pid = status.pid();
      var process = pid == null ? null : RunningProcess.of(pid, StopSignal.TERM).orElse(null);
      measured.add(status.measured(nowMillis, process == null ? 0 : process.memoryBytes()));
    }
    return measured;
  }
}
