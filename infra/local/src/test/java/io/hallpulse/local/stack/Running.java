package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.RunFolder;
import io.hallpulse.local.supervise.StackStatus;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for supervised programs. */
final class Running {
  private Running() {}

  /** The status file is written whenever something changes. */
  static void await(RunFolder folder, Predicate<StackStatus> further)
      throws IOException, InterruptedException {
    try (var watcher = folder.run().getFileSystem().newWatchService()) {
      folder.run().register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      for (int looks = 0; looks < 200; looks++) {
        var status = folder.status();
        if (status.allRunning() && further.test(status)) {
          return;
        }
        var change = watcher.poll(500, TimeUnit.MILLISECONDS);
        if (change != null) {
          change.pollEvents();
          change.reset();
        }
      }
    }
    throw new AssertionError("Not running: " + folder.status().json() + logs(folder));
  }

  private static String logs(RunFolder folder) throws IOException {
    var text = new StringBuilder();
    for (var status : folder.status().processes()) {
      if (status.state() != State.RUNNING) {
        text.append('\n').append(String.join("\n", folder.log(status.name()).lastLines(40)));
      }
    }
    return text.toString();
  }
}
