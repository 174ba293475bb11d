package io.hallpulse.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's own lock file, which stays behind when the machine fails. */
final class PostmasterPid {
  private PostmasterPid() {}

  /** The pid in it may be a stranger's by now, and the server would then refuse to start. */
  static void removeStale(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    String pid = Files.readString(file).lines().findFirst().orElse("").strip();
    Path commandLine = Path.of("/proc", pid.isEmpty() ? "none" : pid, "cmdline");
    boolean ours =
        Files.exists(commandLine) && Files.readString(commandLine).contains(data.toString());
    if (ours) {
      throw new IOException(
          "another server, process %s, already uses %s: stop it first".formatted(pid, data));
    }
    Files.delete(file);
  }
}
