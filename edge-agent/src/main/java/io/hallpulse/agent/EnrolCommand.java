package io.hallpulse.agent;

import io.hallpulse.agent.uplink.Enrolment;
import io.hallpulse.agent.uplink.ServingClient;
import io.hallpulse.agent.web.Access;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Enrols a device with serving, as an administrator: HALLPULSE_ADMIN_USER, or admin, with
 * HALLPULSE_ADMIN_PASSWORD. A device that is enrolled stays as it is, unless it is asked to begin
 * anew.
 */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description =
        "Enrols this device with serving, as HALLPULSE_ADMIN_USER (or admin); needs HALLPULSE_ADMIN_PASSWORD.")
@SuppressWarnings("NullAway.Init") // picocli sets them before it runs anything
final class EnrolCommand implements Callable<Integer> {
  @Option(names = "--serving", required = true, description = "address of serving")
  private String serving;

  @Option(names = "--hall", required = true)
  private String hallId;

  @Option(names = "--device", required = true, description = "the source of its events")
  private String deviceId;

  @Option(names = "--folder", required = true, description = "of the agent's store")
  private Path folder;

  @Option(names = "--again", description = "gives it a new key and the next epoch")
  private boolean again;

  @Option(
      names = "--demo",
      description = "also describes the demo's hall, and lets its pages and clerks in")
  private boolean demo;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var administrator = Administrator.fromEnvironment();
    if (!administrator.isKnown()) {
      throw new IllegalArgumentException("HALLPULSE_ADMIN_PASSWORD is not set");
    }
    var admin = new ServingClient(serving, administrator.name(), administrator.password());
    Files.createDirectories(folder);
    if (demo) {
      DemoHall.describe(admin, hallId, Clock.systemUTC().instant());
    }
    var file = folder.resolve("enrolment.json");
    var before = Enrolment.read(file);
    if (before == null || again) {
      enrol(admin, file, before);
    } else if (!before.serving().equals(serving)) {
      moved(before).write(file);
    }
    if (demo) {
      DemoHall.admit(new Access(folder, System::nanoTime), folder, hallId);
    }
    return 0;
  }

  private void enrol(ServingClient admin, Path file, @Nullable Enrolment before)
      throws IOException, InterruptedException {
    var answer =
        admin.post(
            "/api/v1/devices",
            "application/json",
            "{\"device_id\":\"%s\",\"hall_id\":\"%s\"}".formatted(deviceId, hallId));
    long epoch = answer.path("device").path("epoch").asLong();
    Map<Long, String> keys = new LinkedHashMap<>(before == null ? Map.of() : before.keys());
    keys.put(epoch, answer.path("hmac_key").asText());
    new Enrolment(
            serving,
            deviceId,
            hallId,
            answer.path("district").asText(),
            epoch,
            answer.path("user").asText(),
            answer.path("secret").asText(),
            keys,
            answer.path("visitor_key_version").asInt(),
            answer.path("visitor_key").asText())
        .write(file);
    spec.commandLine()
        .getOut()
        .println("%s of hall %s is enrolled, epoch %d".formatted(deviceId, hallId, epoch));
  }

  /** Serving answers at another address now. */
  private Enrolment moved(Enrolment before) {
    return new Enrolment(
        serving,
        before.deviceId(),
        before.hallId(),
        before.district(),
        before.epoch(),
        before.user(),
        before.secret(),
        before.keys(),
        before.visitorKeyVersion(),
        before.visitorKey());
  }
}
