package io.hallpulse.local;

import io.hallpulse.local.doctor.Checkup;
import io.hallpulse.local.doctor.Finding;
import io.hallpulse.local.doctor.Machine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what is missing on this machine, and how to get it. */
@Command(
    name = "doctor",
    description = "Tells what is missing on this machine, and how to get it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Mixin private final InstallationOption which = new InstallationOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var machine = Machine.examined(which.installation());
    List<Finding> findings = Checkup.of(machine);
    var out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(finding.line()));
    boolean missing =
        findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.MISSING);
    return missing ? 1 : 0;
  }
}
