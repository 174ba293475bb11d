package io.hallpulse.local.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent of the demo's thirteenth hall, which the simulator never writes. Before each start it
 * is enrolled, which changes nothing once it is.
 */
public record EdgeAgent(Stack stack) implements Program {
  public static final String NAME = "edge-agent";
  private static final String MAIN = "io.hallpulse.agent.Main";
  private static final String HALL = "h370213-90";
  private static final String DEVICE = "agent-" + HALL;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> BY_NAME =
      new TypeReference<>() {};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return stack.ports().agent();
  }

  @Override
  public List<String> dependsOn() {
    return List.of("kafka", "serving");
  }

  /** One hall of many; the wall is wanted sooner. */
  @Override
  public List<String> yieldsTo() {
    return List.of("hall-job", "simulator");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException, InterruptedException {
    var folder = Files.createDirectories(stack.installation().agent());
    preparation.run(enrolment(folder));
    var config = folder.resolve("agent.json");
    WholeFile.write(config, settings(folder));
    var command =
        stack
            .checkout()
            .java(
                "edge-agent",
                MAIN,
                List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("run", "--config", config.toString()));
    return new Launch(command, Map.of());
  }

  private Launch enrolment(Path folder) throws IOException {
    var command = stack.checkout().java("edge-agent", MAIN, List.of("-Xmx64m", "-XX:+UseSerialGC"));
    command.add("enrol");
    command.addAll(List.of("--serving", stack.ports().servingUrl()));
    command.addAll(List.of("--hall", HALL, "--device", DEVICE));
    command.addAll(List.of("--folder", folder.resolve("data").toString(), "--demo"));
    return new Launch(command, Map.of("HALLPULSE_ADMIN_PASSWORD", stack.secrets().adminPassword()));
  }

  private String settings(Path folder) throws IOException {
    var simulated = JSON.createObjectNode().put("host", "127.0.0.1").put("port", 0);
    simulated.put("simulated", true);
    var settings =
        JSON.createObjectNode()
            .put("port", port())
            .put("folder", folder.resolve("data").toString())
            .put("brokers", stack.ports().brokers())
            .put("public_url", stack.publicUrl());
    settings.set("printer", simulated);
    settings.set("card_reader", simulated);
    settings.putArray("roles").add("queue").add("kiosk").add("counter");
    return JSON.writeValueAsString(settings) + "\n";
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    Http.get(stack.ports().agentUrl() + "/health");
    return true;
  }

  /** How the pages of its devices are opened, by name; empty before the first start. */
  public static Map<String, String> pages(Installation installation) throws IOException {
    var file = installation.agent().resolve("data").resolve("pages.json");
    return Files.exists(file) ? JSON.readValue(Files.readString(file), BY_NAME) : Map.of();
  }
}
