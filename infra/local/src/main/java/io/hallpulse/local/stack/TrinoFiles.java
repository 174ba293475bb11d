package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trino's programs in the checkout, fetched when first needed. */
public record TrinoFiles(Checkout checkout) {
  private Path module() {
    return checkout.home().resolve("infra/trino");
  }

  private Path target() {
    return module().resolve("target");
  }

  /** Says for which pom.xml everything was fetched and unpacked. */
  private Path completeFor() {
    return target().resolve("complete.xml");
  }

  public Path client() {
    return target().resolve("trino-cli.jar");
  }

  /** Links Trino's own plugin and our login into a folder: Trino loads all that is there. */
  void link(Path plugins) throws IOException {
    Trees.delete(plugins);
    Files.createDirectories(plugins);
    try (var own = Files.newDirectoryStream(target().resolve("plugins"))) {
      for (var plugin : own) {
        Files.createSymbolicLink(plugins.resolve(plugin.getFileName()), plugin);
      }
    }
    var login = checkout.home().resolve("infra/trino-login/target/plugin");
    if (!Files.isDirectory(login)) {
      throw new IOException(login + " is not there: build with ./hallpulse up");
    }
    Files.createSymbolicLink(plugins.resolve("hallpulse-login"), login);
  }

  Path server() throws IOException {
    try (var servers =
        Files.newDirectoryStream(target().resolve("server"), "trino-server-core-*")) {
      for (var server : servers) {
        return server;
      }
    }
    throw new IOException("There is no Trino server in " + target().resolve("server"));
  }

  public boolean complete() throws IOException {
    return Files.exists(completeFor())
        && Files.mismatch(completeFor(), module().resolve("pom.xml")) == -1;
  }

  void fetch(Preparation preparation) throws IOException, InterruptedException {
    if (complete()) {
      return;
    }
    preparation.say("is fetched and unpacked, about 540 MB once; all else runs meanwhile");
    Trees.delete(target());
    preparation.run(
        new Launch(
            List.of(
                "mvn", "-q", "-B", "-ntp", "-f", module().resolve("pom.xml").toString(), "package"),
            Map.of("JAVA_HOME", System.getProperty("java.home"))));
    Files.copy(module().resolve("pom.xml"), completeFor());
  }
}
