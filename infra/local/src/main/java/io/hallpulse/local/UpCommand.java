package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.ClassArchive;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Settings;
import io.hallpulse.local.supervise.LogFile;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything and returns when the wall is live. */
@Command(
    name = "up",
    description = "Starts everything in the background and returns when the wall is live.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final String MODULE = "infra/local";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Mixin private final InstallationOption which = new InstallationOption();
  @Mixin private final UpOptions options = new UpOptions();

  @Option(names = "--foreground", description = "Stays, and stops everything when it is ended")
  private boolean foreground;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var installation = which.installation();
    var out = spec.commandLine().getOut();
    Settings settings = options.settings();
    var running = running(installation);
    ProcessHandle supervisor;
    boolean isNew = running.isEmpty();
    if (running.isPresent()) {
      out.println("HallPulse is already up.");
      settings = Settings.of(installation).orElse(settings);
      supervisor = running.get();
    } else {
      supervisor = start(installation);
    }
    if (foreground) {
      stopTogether(supervisor);
    }
    boolean live = new Start(installation, settings, supervisor, out).follow();
    if (live) {
      new Addresses(installation, which.asTyped()).print(out);
    }
    if (live && isNew) {
      out.flush();
      classes().writeFrom(supervisor.pid());
    }
    if (foreground) {
      return live ? hold(supervisor) : endOf(supervisor);
    }
    if (!live && supervisor.isAlive()) {
      out.printf(
          "What runs is left running: ./hallpulse status%1$s · logs NAME%1$s · down%1$s%n",
          which.asTyped());
    }
    return live ? 0 : 1;
  }

  private static Optional<ProcessHandle> running(Installation installation) throws IOException {
    return installation
        .runFolder()
        .supervisor()
        .flatMap(supervisor -> ProcessHandle.of(supervisor.pid()));
  }

  private ProcessHandle start(Installation installation) throws IOException {
    var folder = installation.runFolder();
    var ownersOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(installation.data(), PosixFilePermissions.asFileAttribute(ownersOnly));
    Files.createDirectories(folder.run());
    Files.deleteIfExists(folder.statusFile());
    LogFile log = folder.supervisorLog();
    log.rotate();
    // A session of its own: it outlives this terminal.
    List<String> command = new ArrayList<>(List.of("setsid"));
    var java = new ArrayList<>(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    java.addAll(classes().options());
    java.add("-Dhallpulse.home=" + Checkout.own().home());
    command.addAll(Checkout.own().java(MODULE, Main.class.getName(), java));
    command.addAll(List.of("supervise", "--data", installation.data().toString()));
    command.addAll(options.asArguments());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.appendTo(log.path().toFile()))
        .start()
        .toHandle();
  }

  /** The commands of the launcher use them as well. */
  private static ClassArchive classes() {
    return new ClassArchive(Checkout.own().target(MODULE));
  }

  private static void stopTogether(ProcessHandle supervisor) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endOf(supervisor), "stop"));
  }

  private static int hold(ProcessHandle supervisor) {
    supervisor.onExit().join();
    return 0;
  }

  /** Ends the supervisor and, with it, all that it runs. */
  private static int endOf(ProcessHandle supervisor) {
    supervisor.destroy();
    supervisor.onExit().join();
    return 1;
  }
}
