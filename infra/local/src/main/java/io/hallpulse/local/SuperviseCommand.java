package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Stack;
import io.hallpulse.local.supervise.Pace;
import io.hallpulse.local.supervise.Supervisor;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The background process that `up` leaves behind; `down` ends it with a SIGTERM. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();
  @Mixin private final UpOptions options = new UpOptions();

  @Override
  public Integer call() throws Exception {
    var installation = which.installation();
    var settings = options.settings();
    var supervisor = Supervisor.in(installation.runFolder(), Pace.standard());
    // After the predecessor's orphans are gone, so that their ports count as free.
    var ports = Ports.choose(installation, options.port());
    settings.write(installation);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close(supervisor);
                  stopped.countDown();
                },
                "stop"));
    supervisor.start(Stack.of(Checkout.own(), installation, ports, settings).programs());
    stopped.await();
    return 0;
  }

  private static void close(Supervisor supervisor) {
    try {
      supervisor.close();
    } catch (java.io.IOException | InterruptedException failed) {
      throw new IllegalStateException("Could not stop everything", failed);
    }
  }
}
