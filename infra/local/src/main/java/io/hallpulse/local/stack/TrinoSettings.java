package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trino's files of settings. It listens with TLS alone, asks everybody for a password, and refuses
 * what the rules do not name. What serving keeps of those who ask, it leaves in a folder.
 *
 * @param password variable of the environment with PostgreSQL's password
 * @param secret variable of the environment with Trino's own secret
 */
record TrinoSettings(Stack stack, String password, String secret) {
  /** Until serving has said more. */
  private static final String NOBODY =
      """
      {"catalogs": [], "queries": []}
      """;

  void write(Path keys) throws IOException {
    Path etc = stack.installation().trino().resolve("etc");
    Files.createDirectories(etc.resolve("catalog"));
    write(etc.resolve("log.properties"), "io.trino=WARN\nio.airlift=WARN\n");
    write(etc.resolve("config.properties"), server(etc, keys));
    write(etc.resolve("catalog").resolve("lake.properties"), lake());
    var access = Files.createDirectories(stack.installation().sqlAccess());
    var reports = access.resolve("reports");
    write(
        etc.resolve("password-authenticator.properties"),
        """
        password-authenticator.name=hallpulse
        hallpulse.logins=%s
        hallpulse.reports=%s
        """
            .formatted(ifMissing(access.resolve("logins"), ""), reports));
    write(
        etc.resolve("event-listener.properties"),
        """
        event-listener.name=hallpulse
        hallpulse.reports=%s
        """
            .formatted(reports));
    write(
        etc.resolve("access-control.properties"),
        """
        access-control.name=file
        security.config-file=%s
        security.refresh-period=2s
        """
            .formatted(ifMissing(access.resolve("rules.json"), NOBODY)));
  }

  private String server(Path etc, Path keys) {
    return """
        node.environment=hallpulse
        node.id=local
        node.bind-ip=127.0.0.1
        node.internal-address=127.0.0.1
        coordinator=true
        node-scheduler.include-coordinator=true
        http-server.http.enabled=false
        http-server.https.enabled=true
        http-server.https.port=%d
        http-server.https.keystore.path=%s
        http-server.https.keystore.key=${ENV:%s}
        http-server.authentication.type=PASSWORD
        password-authenticator.config-files=%s
        access-control.config-files=%s
        event-listener.config-files=%s
        internal-communication.https.required=true
        internal-communication.https.truststore.path=%s
        internal-communication.shared-secret=${ENV:%s}
        discovery.uri=%s
        query.max-memory=1200MB
        query.max-memory-per-node=1200MB
        memory.heap-headroom-per-node=400MB
        catalog.management=static
        http-server.log.enabled=false
        """
        .formatted(
            stack.ports().trino(),
            keys,
            secret,
            etc.resolve("password-authenticator.properties"),
            etc.resolve("access-control.properties"),
            etc.resolve("event-listener.properties"),
            stack.installation().trinoCertificate(),
            secret,
            stack.ports().trinoUrl());
  }

  private String lake() {
    return """
        connector.name=iceberg
        iceberg.catalog.type=jdbc
        iceberg.security=READ_ONLY
        iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
        iceberg.jdbc-catalog.connection-url=%s
        iceberg.jdbc-catalog.connection-user=%s
        iceberg.jdbc-catalog.connection-password=${ENV:%s}
        iceberg.jdbc-catalog.catalog-name=lake
        iceberg.jdbc-catalog.schema-version=V1
        iceberg.jdbc-catalog.default-warehouse-dir=%s
        fs.native-local.enabled=true
        local.location=/
        """
        .formatted(
            stack.ports().catalogUrl(),
            Postgresql.USER,
            password,
            stack.installation().warehouse());
  }

  private static Path ifMissing(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      WholeFile.write(file, text);
    }
    return file;
  }

  /** Trino reads these files as Java's properties: beyond ASCII a character is written escaped. */
  private static void write(Path file, String text) throws IOException {
    var escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    Files.writeString(file, escaped);
  }
}
