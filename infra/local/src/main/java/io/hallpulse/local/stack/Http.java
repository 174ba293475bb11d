package io.hallpulse.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.access.TrustedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Asks the programs of this machine how they are. */
public final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private Http() {}

  /** The same from a server that made its certificate itself. */
  public static JsonNode get(String url, Path certificate)
      throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .sslContext(TrustedCertificate.only(certificate))
            .build();
    return send(client, request(url));
  }

  /** The answer's JSON; anything but a 200 is an {@link IOException}. */
  public static JsonNode get(String url) throws IOException, InterruptedException {
    return send(CLIENT, request(url));
  }

  /** The same as somebody with a password. */
  public static JsonNode get(String url, String user, String password)
      throws IOException, InterruptedException {
    var credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return send(CLIENT, request(url).header("Authorization", "Basic " + credentials));
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(10))
        .header("Accept", "application/json");
  }

  private static JsonNode send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answers %d".formatted(response.request().uri(), response.statusCode()));
    }
    return JSON.readTree(response.body());
  }
}
