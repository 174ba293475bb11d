package io.hallpulse.agent.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** Asks serving, as a device or an administrator. What it is asked waits for the answer. */
public final class ServingClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final URI serving;
  private final String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public ServingClient(String serving, String user, String password) {
    this.serving = URI.create(serving);
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** What serving answered instead of what was asked for. */
  public static final class NotAnswered extends IOException {
    private final int status;

    NotAnswered(String path, int status, String body) {
      super("%s is answered %d %s".formatted(path, status, body));
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public String get(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder(serving.resolve(path)).GET());
  }

  public JsonNode post(String path, String type, String body)
      throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            path,
            HttpRequest.newBuilder(serving.resolve(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))));
  }

  /** Sends JSON to a place of its own. */
  void put(String path, String body) throws IOException, InterruptedException {
    send(
        path,
        HttpRequest.newBuilder(serving.resolve(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  static String quoted(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private String send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(Duration.ofSeconds(30)).header("Authorization", authorization).build(),
            BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new NotAnswered(path, response.statusCode(), response.body());
    }
    return response.body();
  }
}
