package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** REST, live data and the screens. */
record Serving(Stack stack) implements Program {
  private static final String MODULE = "serving";

  @Override
  public String name() {
    return "serving";
  }

  @Override
  public int port() {
    return stack.ports().serving();
  }

  @Override
  public List<String> dependsOn() {
    return stack.isSetUp() ? List.of("postgresql") : List.of("postgresql", "kafka");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("HALLPULSE_PORT", Integer.toString(port()));
    environment.put("HALLPULSE_DATABASE_URL", stack.ports().jdbcUrl(Postgresql.HALLPULSE));
    environment.put("HALLPULSE_DATABASE_USER", Postgresql.USER);
    environment.put("HALLPULSE_DATABASE_PASSWORD", stack.secrets().postgresqlPassword());
    environment.put("HALLPULSE_BROKERS", stack.ports().brokers());
    environment.put("HALLPULSE_TRINO_URL", stack.ports().trinoJdbcUrl());
    environment.put("HALLPULSE_TRINO_PASSWORD", stack.secrets().trinoPassword());
    environment.put(
        "HALLPULSE_TRINO_CERTIFICATE", stack.installation().trinoCertificate().toString());
    environment.put("HALLPULSE_SQL_FOLDER", stack.installation().sqlAccess().toString());
    environment.put("HALLPULSE_VERDICT_URL", stack.ports().verdictUrl());
    environment.put("HALLPULSE_ADMIN_PASSWORD", stack.secrets().adminPassword());
    environment.put("HALLPULSE_STATUS_PASSWORD", stack.secrets().statusPassword());
    environment.put("HALLPULSE_LAUNCHER_PASSWORD", stack.secrets().launcherPassword());
    environment.put("HALLPULSE_SECRET_KEY", stack.secrets().secretKey());
    environment.put("HALLPULSE_LOADER_KEY", stack.secrets().loaderKey());
    environment.put("HALLPULSE_PUBLIC_URL", stack.publicUrl());
    // At any hour a newcomer may agree on a visit and come at once, unless the caller says
    // otherwise.
    environment.put(
        "HALLPULSE_APPOINTMENT_HOURS",
        System.getenv().getOrDefault("HALLPULSE_APPOINTMENT_HOURS", "00:00-24:00"));
    environment.put(
        "HALLPULSE_APPOINTMENT_HOLIDAYS",
        System.getenv().getOrDefault("HALLPULSE_APPOINTMENT_HOLIDAYS", "true"));
    var options = new ArrayList<>(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    options.addAll(quickly().options());
    return new Launch(
        stack.checkout().java(MODULE, "io.hallpulse.serving.Serving", options), environment);
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    Http.get(stack.ports().servingUrl() + "/health");
    return true;
  }

  @Override
  public void onceHealthy() throws IOException, InterruptedException {
    quickly().prepareNext();
  }

  private QuickStart quickly() {
    return new QuickStart(stack, name(), MODULE);
  }
}
