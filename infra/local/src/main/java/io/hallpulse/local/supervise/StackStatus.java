package io.hallpulse.local.supervise;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the whole stack is doing, as the supervisor writes it for others to read.
 *
 * @param running whether a supervisor lives
 * @param processes in the order of the start
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StackStatus(boolean running, long startedAtMillis, List<ProcessStatus> processes) {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public StackStatus {
    processes = List.copyOf(processes);
  }

  /** Empty when no supervisor has written any. */
  public static Optional<StackStatus> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), StackStatus.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  public void write(Path file) throws IOException {
    WholeFile.write(file, json() + "\n");
  }

  public String json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }

  /** With more fields, of those who know more than the supervisor. */
  public String json(Map<String, JsonNode> fields) throws IOException {
    ObjectNode tree = JSON.valueToTree(this);
    tree.setAll(fields);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
  }

  public Optional<ProcessStatus> of(String name) {
    return processes.stream().filter(process -> process.name().equals(name)).findFirst();
  }

  public boolean allRunning() {
    return running && processes.stream().allMatch(process -> process.state() == State.RUNNING);
  }
}
