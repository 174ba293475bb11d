package io.hallpulse.local.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.local.supervise.WholeFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  @Override
  public Launch prepare(Preparation preparation) throws IOException, InterruptedException {
    var folder = Files.createDirectories(stack.installation().agent());
    preparation.run(enrolment(folder));
    var config = folder.resolve("agent.json");
    WholeFile.write(config, settings(folder, clip(preparation, folder)));
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
    return new Launch(command, stack.secrets().asAdministrator());
  }

  /** The drawn clip that stands in for a camera; null without ffmpeg, which has to play it. */
  private @Nullable Path clip(Preparation preparation, Path folder)
      throws IOException, InterruptedException {
    if (!isThere("ffmpeg")) {
      preparation.say("no ffmpeg, so the demo's hall has no camera (apt-get install ffmpeg)");
      return null;
    }
    var clip = folder.resolve("demo-clip.avi");
    if (!Files.exists(clip)) {
      var command =
          stack.checkout().java("edge-agent", MAIN, List.of("-Xmx64m", "-XX:+UseSerialGC"));
      command.addAll(List.of("demo-clip", "--to", clip.toString()));
      preparation.run(new Launch(command, Map.of()));
    }
    return clip;
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  private String settings(Path folder, @Nullable Path clip) throws IOException {
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
    var roles = settings.putArray("roles").add("queue").add("kiosk").add("counter");
    settings.putObject("faces");
    if (clip != null) {
      roles.add("camera");
      camera(settings.putArray("cameras").addObject(), clip);
    }
    return JSON.writeValueAsString(settings) + "\n";
  }

  /** The clip shows two clerks side by side; the third counter has no camera and is unknown. */
  private static void camera(ObjectNode camera, Path clip) {
    camera.put("camera_id", HALL + "-cam-1").put("source", clip.toString());
    camera.put("frames_per_second", 5);
    var seats = camera.putArray("seats");
    zone(seats.addObject().put("counter_id", HALL + "-c1"), 0.06, 0.15, 0.4, 0.6);
    zone(seats.addObject().put("counter_id", HALL + "-c2"), 0.54, 0.15, 0.4, 0.6);
    zone(camera.putArray("areas").addObject().put("area_id", HALL + "-front"), 0, 0, 1, 1);
  }

  private static void zone(ObjectNode of, double x, double y, double width, double height) {
    of.putArray("zone").add(x).add(y).add(width).add(height);
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
