package io.hallpulse.local.supervise;

import java.io.IOException;

/** The signal that asks a program to end by itself. */
public enum StopSignal {
  TERM,
  /** PostgreSQL's fast shutdown; on TERM it waits for its clients to leave. */
  INT;

  void send(ProcessHandle process) throws IOException, InterruptedException {
    if (this == TERM) {
      process.destroy();
      return;
    }
    new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
