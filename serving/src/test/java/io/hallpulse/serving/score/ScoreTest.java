package io.hallpulse.serving.score;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.serving.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes of the index refuse; what they answer is looked at with a real lake. */
class ScoreTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String RULES = ReferenceType.write(RuleSet.defaults("370213"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/health/unit/h%2Fu/2026-01-05",
        "/api/v1/health/unit/h%2Fu/2026-01-05/slots",
        "/api/v1/health/hall/h/2026-01-05/heat",
        "/api/v1/health/hall/h?from=2026-01-05&to=2026-01-06",
        "/api/v1/health/hall/h?from=2026-01-05&to=2026-01-06&as_known_at=2026-01-07T00:00:00Z",
        "/api/v1/health/changes?since=2026-01-05T00:00:00%2B08:00"
      })
  void withoutTrinoTheLakeIsUnavailable(String path) {
    assertProblem(SERVER.get(path), 503, "history-unavailable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/health/district/370213/2026-01-05/slots",
        "/api/v1/health/counter/c/2026-01-05/heat",
        "/api/v1/health/hall/h?from=2026-01-05&to=2026-01-04",
        "/api/v1/health/hall/h?from=2024-01-05&to=2026-01-04",
        "/api/v1/health/hall/h?from=2026-01-05&to=2026-01-06&as_known_at=yesterday",
        "/api/v1/health/hall/h?from=2026-01-05&to=2026-01-06&as_known_at=yesterday&or_first=true",
        "/api/v1/health/changes?since=2026-01-05",
        "/api/v1/health/changes?since=2026-01-05T00:00:00Z&limit=0"
      })
  void unusableParametersAreRefusedBeforeTrinoIsAsked(String path) {
    assertProblem(SERVER.get(path), 400, "unusable-parameter");
  }

  @Test
  void orFirstWithoutATimeIsRefusedWithTheReason() {
    var response = SERVER.get("/api/v1/health/hall/h?from=2026-01-05&to=2026-01-06&or_first=true");

    assertProblem(response, 400, "unusable-parameter");
    assertThat(json(response).path("detail").asText()).endsWith("as_known_at, which is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                    | The body must be a JSON object
          {                                     | The body is not JSON
          {"rules":R,"scope":"hall","id":"h"}   | date must be a text, got
          {"rules":R,"scope":"hall","id":"h","date":"5.1.2026"} | date must be a date YYYY-MM-DD, got 5.1.2026
          {"rules":R,"scope":1}                 | scope must be a text, got 1
          {"rules":R,"when":"today"}            | The body has no field when
          {"scope":"hall"}                      | ruleset: not a JSON object
          {"rules":{"district":"370213"}}       | ruleset:
          """)
  void aPreviewSaysWhatItCannotUse(String body, String reason) {
    var response = preview(body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).path("detail").asText()).startsWith(reason);
  }

  @Test
  void aPreviewOfBadRulesSaysWhatIsWrongWithThem() {
    var response =
        preview("{\"rules\":%s}".formatted(RULES.replaceFirst("\"kappa\":50", "\"kappa\":0")));

    assertProblem(response, 400, "unusable-reference");
    assertThat(json(response).path("detail").asText())
        .isEqualTo("ruleset: bad: kappa must be 1 or more, got 0");
  }

  @Test
  void aPreviewNeedsTheLake() {
    assertProblem(
        preview("{\"rules\":R,\"scope\":\"hall\",\"id\":\"h\",\"date\":\"2026-01-05\"}"),
        503,
        "history-unavailable");
  }

  private static HttpResponse<String> preview(String body) {
    return SERVER.asAdmin(
        "POST", "/api/v1/rules/preview", "application/json", body.replace(":R", ":" + RULES));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("type").asText()).isEqualTo("urn:hallpulse:problem:" + type);
  }
}
