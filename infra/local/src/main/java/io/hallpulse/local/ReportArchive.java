package io.hallpulse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The archive of reports as serving shows it to an administrator. */
final class ReportArchive {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;
  private final Administrator administrator;

  ReportArchive(String serving, Administrator administrator) {
    this.address = serving + "/api/v1/reports";
    this.administrator = administrator;
  }

  JsonNode ask(Map<String, Object> wanted) throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            request("")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(wanted)))));
  }

  JsonNode look(String id) throws IOException, InterruptedException {
    return JSON.readTree(send(request("/" + id)));
  }

  /** The content of a file, as it was archived. */
  byte[] file(String id, JsonNode file) throws IOException, InterruptedException {
    var name = file.path("name").asText();
    var content = send(request("/" + id + "/" + name));
    var found = sha256(content);
    if (!found.equals(file.path("sha256").asText())) {
      throw new IOException(
          "%s came with the SHA-256 %s instead of %s"
              .formatted(name, found, file.path("sha256").asText()));
    }
    return content;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Authorization", administrator.basic());
  }

  private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(problem(response.statusCode(), response.body()));
    }
    return response.body();
  }

  private static String problem(int status, byte[] body) {
    try {
      var detail = JSON.readTree(body).path("detail").asText();
      return detail.isEmpty() ? "serving answers " + status : detail;
    } catch (IOException e) {
      return "serving answers " + status;
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
