package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trino's key and certificate, made by the first start: Trino takes passwords over TLS alone. */
record TrinoCertificate(Installation installation) {
  private static final String PASSWORD = "HALLPULSE_STORE_PASSWORD";
  private static final int DAYS = 3650;

  Path store() {
    return installation.trino().resolve("trino.p12");
  }

  void make(Preparation preparation, String password) throws IOException, InterruptedException {
    // The certificate is copied out of the store last: with it all is there.
    if (Files.exists(installation.trinoCertificate())) {
      return;
    }
    Files.createDirectories(installation.trino());
    Files.deleteIfExists(store());
    keytool(
        preparation,
        password,
        List.of(
            "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=HallPulse"),
        List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", Integer.toString(DAYS)));
    keytool(
        preparation,
        password,
        List.of("-exportcert", "-rfc", "-file", installation.trinoCertificate().toString()),
        List.of());
  }

  private void keytool(
      Preparation preparation, String password, List<String> what, List<String> further)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(what);
    command.addAll(further);
    command.addAll(List.of("-alias", "trino", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store().toString(), "-storepass:env", PASSWORD));
    preparation.run(new Launch(command, Map.of(PASSWORD, password)));
  }
}
