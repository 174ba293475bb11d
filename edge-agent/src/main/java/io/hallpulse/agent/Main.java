package io.hallpulse.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agent's command line. */
@Command(
    name = "edge-agent",
    mixinStandardHelpOptions = true,
    description = "The program on the hall's devices.",
    subcommands = {Main.Run.class, EnrolCommand.class, DemoClipCommand.class, MeasureCommand.class})
public final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    var line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof IllegalArgumentException
              || failure instanceof IllegalStateException
              || failure instanceof IOException) {
            command.getErr().println("edge-agent: " + failure.getMessage());
            return 1;
          }
          throw failure;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "run", description = "Does what the settings say, until it is stopped.")
  static final class Run implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    @Option(names = "--config", required = true, description = "agent.json of this device")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path config;

    @Override
    public Integer call() throws Exception {
      var settings = Settings.read(config);
      var folder = config.toAbsolutePath().resolveSibling(settings.folder()).normalize();
      settings.openLines().forEach(line -> LOG.warn("On this network {}", line));
      var stopped = new CountDownLatch(1);
      var done = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopped.countDown();
                    awaitQuietly(done);
                  },
                  "stop"));
      if (!settings.roles().contains("queue")) {
        try (var device = new LanDevice(settings, folder).start()) {
          stopped.await();
        } finally {
          done.countDown();
        }
        return 0;
      }
      try (var agent = new Agent(settings, folder, Clock.systemUTC()).start()) {
        stopped.await();
      } finally {
        done.countDown();
      }
      return 0;
    }

    private static void awaitQuietly(CountDownLatch done) {
      try {
        done.await(15, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
