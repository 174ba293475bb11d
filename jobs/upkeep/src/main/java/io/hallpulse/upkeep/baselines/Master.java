package io.hallpulse.upkeep.baselines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.access.Administrator;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The master of reference data, behind serving's API. */
final class Master {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 10_000;
  private static final int LINES_A_REQUEST = 2_000;

  private final URI serving;
  private final Administrator administrator;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Master(URI serving, Administrator administrator) {
    this.serving = serving;
    this.administrator = administrator;
  }

  /** All data of a kind that hold at a time. */
  <T extends Datum> List<T> holding(ReferenceType type, Class<T> as, Instant at)
      throws IOException, InterruptedException {
    var found = new ArrayList<T>();
    int page;
    do {
      var rows =
          send(
              HttpRequest.newBuilder(
                      serving.resolve(
                          "/api/v1/reference/%s?at=%s&limit=%d&offset=%d"
                              .formatted(type.key(), at, PAGE, found.size())))
                  .GET());
      page = rows.size();
      for (var row : rows) {
        if (!(type.read(row.path("value").toString()) instanceof Parsed.Accepted<Datum> datum)) {
          throw new IOException("Serving's %s cannot be read: %s".formatted(type.key(), row));
        }
        found.add(as.cast(datum.value()));
      }
    } while (page == PAGE);
    return found;
  }

  /** Has them hold from a time on. */
  void add(List<? extends Datum> data, Instant effectiveFrom, Instant now)
      throws IOException, InterruptedException {
    for (int from = 0; from < data.size(); from += LINES_A_REQUEST) {
      var lines = new StringBuilder();
      for (int i = from; i < Math.min(data.size(), from + LINES_A_REQUEST); i++) {
        lines.append(line(data.get(i), i + 1, effectiveFrom, now)).append('\n');
      }
      var answer =
          send(
              HttpRequest.newBuilder(serving.resolve("/api/v1/reference/import"))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofString(lines.toString())));
      if (!answer.path("rejected").isEmpty()) {
        throw new IOException("Serving refuses baselines: " + answer.path("rejected"));
      }
    }
  }

  private static String line(Datum datum, int seq, Instant effectiveFrom, Instant now)
      throws IOException {
    var value = JSON.createObjectNode();
    value.setAll((ObjectNode) JSON.readTree(ReferenceType.write(datum)));
    value.put("effective_from", effectiveFrom.toString());
    var line = JSON.createObjectNode();
    line.put("source", "baselines").put("epoch", 1).put("seq", seq).put("time", now.toString());
    line.put("kind", "REF").put("type", datum.type().key()).set("value", value);
    return line.toString();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        http.send(
            request
                .header("Authorization", administrator.basic())
                .timeout(Duration.ofSeconds(60))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Serving answers %d to %s: %s"
              .formatted(response.statusCode(), response.uri(), response.body()));
    }
    return JSON.readTree(response.body());
  }
}
