package io.hallpulse.local;

import io.hallpulse.local.supervise.RunFolder;
import io.hallpulse.local.supervise.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything; data stay. */
@Command(
    name = "down",
    description = "Stops everything that runs; the data stay.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  private static final Duration SUPERVISOR_GRACE = Duration.ofMinutes(2);
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(20);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Mixin private final InstallationOption which = new InstallationOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = which.installation().runFolder();
    var out = spec.commandLine().getOut();
    var supervisor = folder.supervisor();
    if (supervisor.isEmpty() && folder.orphans().isEmpty()) {
      out.println("HallPulse is not running.");
      return 0;
    }
    out.println("Stops HallPulse ...");
    out.flush();
    if (supervisor.isPresent()) {
      supervisor.get().stop(SUPERVISOR_GRACE);
    }
    stopOrphans(folder);
    Files.deleteIfExists(folder.supervisorPidFile());
    out.println("HallPulse is stopped.");
    return 0;
  }

  /** What a killed supervisor left behind. */
  private static void stopOrphans(RunFolder folder) throws IOException, InterruptedException {
    for (RunningProcess orphan : folder.orphans()) {
      orphan.stop(ORPHAN_GRACE);
    }
  }
}
