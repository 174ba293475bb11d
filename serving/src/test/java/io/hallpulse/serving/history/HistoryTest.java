package io.hallpulse.serving.history;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final RunningServer SERVER = RunningServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/halls/h/tickets?date=2026-01-05",
        "/api/v1/halls/h/cases?date=2026-01-05",
        "/api/v1/halls/h/refused?date=2026-01-05",
        "/api/v1/halls/h/days",
        "/api/v1/halls/h/heat?from=2026-01-05&to=2026-01-05",
        "/api/v1/halls/h/figures?date=2026-01-05&by=counter&unit=u",
        "/api/v1/districts/d/figures?date=2026-01-05",
        "/api/v1/cases/c"
      })
  void withoutTrinoHistorySaysSoAndWhatStillWorks(String path) {
    var response = SERVER.get(path);

    assertProblem(response, 503, "history-unavailable");
    assertThat(json(response).path("detail").asText())
        .contains("Trino does not answer")
        .contains("Live data and reference data go on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/halls/h/tickets?date=2026-01-05&limit=0",
        "/api/v1/halls/h/tickets?date=2026-01-05&limit=1001",
        "/api/v1/halls/h/cases?date=2026-01-05&offset=-1",
        "/api/v1/halls/h/days?from=2026-01-05&to=2026-01-04",
        "/api/v1/halls/h/days?from=2020-01-05&to=2026-01-04",
        "/api/v1/halls/h/heat?from=2026-01-05&to=2026-01-04",
        "/api/v1/halls/h/heat?from=2026-01-05&to=2026-04-04",
        "/api/v1/halls/h/figures?date=2026-01-05&by=clerk",
        "/api/v1/districts/d/figures?date=2026-01-05&limit=501"
      })
  void unusableParametersAreRefusedBeforeTrinoIsAsked(String path) {
    assertProblem(SERVER.get(path), 400, "unusable-parameter");
  }

  @Test
  void theDescriptionOfHeatTellsTheLimitsOfDomainMd() {
    assertThat(SERVER.get("/openapi.yaml").body().replaceAll("[\\s\\\\]+", " "))
        .contains("COLD below 0.3, WARM below 0.7, BUSY below 0.9, HOT to 1.1, else OVERLOADED.");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("type").asText()).isEqualTo("urn:hallpulse:problem:" + type);
  }
}
