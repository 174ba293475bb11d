package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.local.supervise.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SQL over the lake; starts last, because all but history works without it. */
record Trino(Stack stack) implements Program {
  static final int OLDEST_JDK = 24;

  /** The password stays in the environment; Trino puts it in when it reads the file. */
  private static final String PASSWORD = "HALLPULSE_CATALOG_PASSWORD";

  private static final String SECRET = "HALLPULSE_TRINO_SECRET";

  @Override
  public String name() {
    return "trino";
  }

  @Override
  public int port() {
    return stack.ports().trino();
  }

  @Override
  public List<String> dependsOn() {
    return List.of("postgresql");
  }

  /** Its start takes the machine's cores for a while; the wall is wanted sooner. */
  @Override
  public List<String> yieldsTo() {
    return List.of("hall-job", "serving", "simulator");
  }

  @Override
  public Duration startLimit() {
    return Duration.ofMinutes(4);
  }

  @Override
  public Launch prepare(Preparation preparation)
      throws IOException, InterruptedException, Unavailable {
    var jdk = Jdk.atLeast(OLDEST_JDK, Jdk.installed(System.getenv()));
    if (jdk.isEmpty()) {
      throw new Unavailable(
          "Trino needs a JDK %d or newer, for example Temurin's package temurin-25-jdk; install it,"
                  .formatted(OLDEST_JDK)
              + " then ./hallpulse down and up");
    }
    var files = new TrinoFiles(stack.checkout());
    files.fetch(preparation);
    files.link(plugins());
    var certificate = new TrinoCertificate(stack.installation());
    certificate.make(preparation, stack.secrets().trinoSecret());
    new TrinoSettings(stack, PASSWORD, SECRET).write(certificate.store());
    return new Launch(
        command(jdk.get(), files),
        Map.of(
            PASSWORD, stack.secrets().postgresqlPassword(), SECRET, stack.secrets().trinoSecret()));
  }

  private List<String> command(Jdk jdk, TrinoFiles files) throws IOException {
    Path settings = stack.installation().trino().resolve("etc");
    var command = new ArrayList<String>();
    command.add(Checkout.javaOf(jdk.home()));
    command.addAll(
        List.of(
            // A question that ranks years of indicators takes a gigabyte of it.
            "-Xmx2g",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:+EnableDynamicAgentLoading",
            "-Dfile.encoding=UTF-8",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.attach.allowAttachSelf=true"));
    command.add("-Dconfig=" + settings.resolve("config.properties"));
    command.add("-Dlog.levels-file=" + settings.resolve("log.properties"));
    command.add("-Dplugin.dir=" + plugins());
    command.add("-Dcatalog.config-dir=" + settings.resolve("catalog"));
    command.add("-Dsecrets-plugin.dir=" + files.server().resolve("secrets-plugin"));
    command.addAll(
        List.of("-cp", files.server().resolve("lib") + "/*", "io.trino.server.TrinoServer"));
    return command;
  }

  private Path plugins() {
    return stack.installation().trino().resolve("plugins");
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    var starting =
        Http.get(stack.ports().trinoUrl() + "/v1/info", stack.installation().trinoCertificate())
            .path("starting");
    return starting.isBoolean() && !starting.asBoolean();
  }
}
