package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
  private static final Ports PORTS = new Ports(1, 2, 7, 3, 4, 5, 6, 8, 9);
  private static final Preparation NOTHING_TO_DO =
      new Preparation() {
        @Override
        public void say(String detail) {}

        @Override
        public void run(Launch launch) {
          assertThat(launch.command())
              .as("all that is run before a start")
              .containsAnyOf("enrol", "demo-clip");
        }
      };

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void theSimulatorAndTrinoCanBeLeftOut() throws IOException {
    assertThat(stack("1", true).programs())
        .extracting(Program::name)
        .containsExactly(
            "postgresql",
            "kafka",
            "hall-job",
            "market-job",
            "upkeep",
            "serving",
            "simulator",
            "registry",
            "edge-agent",
            "trino");
    assertThat(stack("off", false).programs())
        .extracting(Program::name)
        .containsExactly("postgresql", "kafka", "hall-job", "market-job", "upkeep", "serving");
  }

  @Test
  void noPasswordStandsInACommand() throws Exception {
    built("jobs/hall", "hall");
    built("jobs/market", "market");
    built("jobs/upkeep", "upkeep");
    built("serving", "serving");
    built("ingest", "ingest");
    built("edge-agent", "edge-agent");
    var stack = stack("60", false);

    for (var program : stack.programs()) {
      if (program.name().equals("postgresql") || program.name().equals("kafka")) {
        continue;
      }
      var launch = program.prepare(NOTHING_TO_DO);
      assertThat(String.join(" ", launch.command()))
          .doesNotContain(stack.secrets().adminPassword())
          .doesNotContain(stack.secrets().statusPassword())
          .doesNotContain(stack.secrets().launcherPassword())
          .doesNotContain(stack.secrets().postgresqlPassword());
    }
  }

  /** Whoever changes the administrator's password must not stop what runs beside serving. */
  @Test
  void onlyServingKnowsTheAdministratorsFirstPassword() throws Exception {
    built("jobs/upkeep", "upkeep");
    built("serving", "serving");
    built("ingest", "ingest");
    built("edge-agent", "edge-agent");
    var stack = stack("60", false);
    var first = stack.secrets().adminPassword();

    assertThat(new Serving(stack).prepare(NOTHING_TO_DO).environment()).containsValue(first);
    var launches = new ArrayList<Launch>();
    launches.add(new Upkeep(stack).prepare(NOTHING_TO_DO));
    launches.add(new Simulator(stack).prepare(NOTHING_TO_DO));
    new EdgeAgent(stack)
        .prepare(
            new Preparation() {
              @Override
              public void say(String detail) {}

              @Override
              public void run(Launch launch) {
                if (launch.command().contains("enrol")) {
                  launches.add(launch);
                }
              }
            });
    assertThat(launches)
        .hasSize(3)
        .extracting(Launch::environment)
        .allSatisfy(
            environment ->
                assertThat(environment)
                    .doesNotContainValue(first)
                    .containsEntry("HALLPULSE_ADMIN_USER", "program/launcher")
                    .containsEntry("HALLPULSE_ADMIN_PASSWORD", stack.secrets().launcherPassword()));
  }

  @Test
  void theJobIsToldWhereEverythingIs() throws Exception {
    built("jobs/hall", "hall");

    var launch = new HallJob(stack("1", true)).prepare(NOTHING_TO_DO);

    assertThat(String.join(" ", launch.command()))
        .contains("/jobs/hall/target/hall-1.jar:")
        .contains("--brokers 127.0.0.1:4 --catalog-url jdbc:postgresql://127.0.0.1:6/lake ")
        .contains("--warehouse file:///")
        .contains("/data/lake --checkpoints ")
        .endsWith("--commit-interval-seconds 20 --fresh-start false --web-port 2 --parallelism 1");
    assertThat(launch.environment()).containsKey("HALLPULSE_CATALOG_PASSWORD");
  }

  @Test
  void whatIsNotBuiltSaysHowToBuildIt() {
    assertThatThrownBy(() -> new Serving(stack("1", true)).prepare(NOTHING_TO_DO))
        .hasMessageEndingWith("serving-*.jar is not there: build with ./hallpulse up");
  }

  @Test
  void secretsAreMadeOnceAndAreTheirOwnersAlone() throws IOException {
    var installation = new Installation(folder.resolve("data"));
    var first = Secrets.of(installation);

    assertThat(Secrets.of(installation)).isEqualTo(first);
    assertThat(first.adminPassword()).hasSize(24).isNotEqualTo(first.postgresqlPassword());
    assertThat(Files.getPosixFilePermissions(installation.secretsFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void anOlderInstallationKeepsItsSecretsAndGetsWhatItLacks() throws IOException {
    var installation = new Installation(folder.resolve("data"));
    Files.createDirectories(installation.data());
    Files.writeString(
        installation.secretsFile(), "{\"admin_password\":\"a\",\"postgresql_password\":\"p\"}");

    var secrets = Secrets.of(installation);

    assertThat(secrets.adminPassword()).isEqualTo("a");
    assertThat(secrets.secretKey()).hasSize(24);
    assertThat(secrets.statusPassword()).hasSize(24).isNotEqualTo(secrets.secretKey());
    assertThat(secrets.launcherPassword()).hasSize(24).isNotEqualTo(secrets.statusPassword());
    assertThat(Secrets.of(installation)).isEqualTo(secrets);
  }

  @Test
  void aSpeedThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Settings("fast", 30, true, 20, 1, "", false, 1))
        .hasMessage("Simulation speed must be a number, max or off, got fast");
    assertThatThrownBy(() -> new Settings("1", 30, true, 0, 1, "", false, 1))
        .hasMessage("Commit interval must be at least 1 second, got 0");
    assertThatThrownBy(() -> new Settings("1", 30, true, 20, 129, "", false, 1))
        .hasMessageContaining("1 to 128, got 129");
  }

  @Test
  void aLockLeftByAMachineThatFailedIsRemoved() throws IOException {
    Path lock = folder.resolve("postmaster.pid");
    Files.writeString(lock, ProcessHandle.current().pid() + "\n/elsewhere\n");

    PostmasterPid.removeStale(folder);

    assertThat(lock).doesNotExist();
  }

  private Stack stack(String simulate, boolean trino) throws IOException {
    return Stack.of(
        new Checkout(folder),
        new Installation(folder.resolve("data")),
        PORTS,
        new Settings(simulate, 30, trino, 20, 1, "", false, 1));
  }

  private void built(String module, String jar) throws IOException {
    Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
    Files.writeString(target.resolve(jar + "-1.jar"), "");
    Files.writeString(target.resolve(jar + "-1-sources.jar"), "");
  }
}
