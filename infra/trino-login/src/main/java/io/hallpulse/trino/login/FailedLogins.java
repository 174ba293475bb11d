package io.hallpulse.trino.login;

import static java.lang.System.Logger.Level.WARNING;

import io.hallpulse.schemas.access.SqlReport.FailedLogin;
import io.hallpulse.schemas.access.SqlReports;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Counts those who could not sign in, and reports them a while later, all of a name together. */
final class FailedLogins {
  private static final System.Logger LOG = System.getLogger(FailedLogins.class.getName());

  /** More names are counted together, without a name. */
  private static final int MOST = 1_000;

  private final SqlReports reports;
  private final Map<String, Count> counts = new LinkedHashMap<>();

  private record Count(int wrong, int unheard) {
    Count and(Count more) {
      return new Count(wrong + more.wrong, unheard + more.unheard);
    }
  }

  FailedLogins(SqlReports reports) {
    this.reports = reports;
  }

  /** Reports every two seconds, if there is something, as long as Trino runs. */
  void start() {
    var unused =
        Executors.newSingleThreadScheduledExecutor(
                task -> {
                  var thread = new Thread(task, "hallpulse-failed-logins");
                  thread.setDaemon(true);
                  return thread;
                })
            .scheduleWithFixedDelay(this::report, 2, 2, TimeUnit.SECONDS);
  }

  /** A wrong password. */
  void wrong(String name) {
    add(name, new Count(1, 0));
  }

  /** A password that was not looked at. */
  void unheard(String name) {
    add(name, new Count(0, 1));
  }

  private synchronized void add(String name, Count count) {
    counts.merge(counts.size() < MOST || counts.containsKey(name) ? name : "", count, Count::and);
  }

  void report() {
    IOException failure = null;
    for (var name : take().entrySet()) {
      try {
        var count = name.getValue();
        reports.add(FailedLogin.of(name.getKey(), count.wrong(), count.unheard()));
      } catch (IOException e) {
        add(name.getKey(), name.getValue());
        failure = e;
      }
    }
    if (failure != null) {
      LOG.log(WARNING, "Failed logins will be reported later: " + failure);
    }
  }

  private synchronized Map<String, Count> take() {
    var all = Map.copyOf(counts);
    counts.clear();
    return all;
  }
}
