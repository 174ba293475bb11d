package io.hallpulse.serving.health;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HealthTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @Test
  void theServerIsHealthyAndSaysWhatIsDown() {
    var health = health();
    while (state(health, "kafka").equals("STARTING") || state(health, "trino").equals("STARTING")) {
      health = health();
    }

    assertThat(health.path("state").asText()).isEqualTo("UP");
    assertThat(state(health, "postgresql")).isEqualTo("UP");
    assertThat(state(health, "kafka")).isEqualTo("UP");
    assertThat(state(health, "trino")).isEqualTo("DOWN");
    assertThat(health.path("components").path("trino").path("detail").asText())
        .contains("history is unavailable");
    assertThat(health.path("components").path("ledger").path("detail").asText())
        .isIn("not asked yet", "not configured: nobody checks the ledger");
    assertThat(Instant.parse(health.path("components").path("trino").path("since").asText()))
        .isBefore(Instant.now());
  }

  private static JsonNode health() {
    var response = SERVER.get("/health");
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  private static String state(JsonNode health, String component) {
    return health.path("components").path(component).path("state").asText();
  }
}
