package io.hallpulse.local;

import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.StackStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how each program is doing. */
@Command(
    name = "status",
    description =
        "Shows how each program is doing, what the reconciler holds of the ledger and how many alarms"
            + " are open; the exit code is 0 only if all are running.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Mixin private final InstallationOption which = new InstallationOption();

  @Option(names = "--json", description = "For programs rather than people")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = which.installation().runFolder();
    var status = folder.status();
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(
          status.running()
              ? status.json(Map.of("ledger", ledger().verdict(), "alarms", alarms().counts()))
              : status.json());
    } else {
      print(status, folder.orphans().size(), out);
    }
    return status.allRunning() ? 0 : 1;
  }

  private Ledger ledger() throws IOException, InterruptedException {
    return Ledger.of(Ports.of(which.installation()));
  }

  private Alarms alarms() throws IOException, InterruptedException {
    var installation = which.installation();
    return Alarms.of(Ports.of(installation), Secrets.of(installation));
  }

  private void print(StackStatus status, int processes, PrintWriter out)
      throws IOException, InterruptedException {
    if (!status.running() && processes > 0) {
      out.printf(
          "The supervisor was killed and %1$d of its processes still run: ./hallpulse down%2$s stops"
              + " them, up%2$s replaces them.%n",
          processes, which.asTyped());
      return;
    }
    if (!status.running()) {
      out.printf("HallPulse is not running: ./hallpulse up%s starts it.%n", which.asTyped());
      return;
    }
    out.println("NAME        STATE          PID   PORT     UPTIME   MEMORY  RESTARTS");
    status.processes().forEach(process -> out.println(line(process)));
    out.println(ledger().line());
    out.println(alarms().line());
  }

  private static String line(ProcessStatus process) {
    Long pid = process.pid();
    String line =
        "%-11s %-10s %7s %6s %10s %5d MB %9d"
            .formatted(
                process.name(),
                process.state(),
                pid == null ? "-" : pid.toString(),
                process.port() == 0 ? "-" : Integer.toString(process.port()),
                uptime(process.uptimeSeconds()),
                process.memoryBytes() / (1024 * 1024),
                process.restarts());
    return process.detail().isEmpty() ? line : line + "  " + process.detail();
  }

  private static String uptime(long seconds) {
    return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
