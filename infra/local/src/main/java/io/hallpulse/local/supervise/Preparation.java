package io.hallpulse.local.supervise;

import java.io.IOException;

/** What a program may do before it starts. */
public interface Preparation {
  /** Shows that something takes long, for example a download. */
  void say(String detail);

  /** Runs a command to its end, its output in the program's log; fails when the command fails. */
  void run(Launch launch) throws IOException, InterruptedException;
}
