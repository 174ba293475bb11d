package io.hallpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceClientTest {
  private record Reply(int status, String body) {}

  private final ArrayDeque<Reply> replies = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/reference/import", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void linesGoWithTheAdminsPassword() {
    replies.add(new Reply(200, accepted(2)));

    var answer = client().send(List.of("{1}", "{2}"));

    assertThat(answer.accepted()).isEqualTo(2);
    assertThat(bodies).containsExactly("{1}\n{2}\n");
    assertThat(authorizations).containsExactly("Basic YWRtaW46c2VjcmV0"); // admin:secret
  }

  @Test
  void itWaitsUntilServingHasPublished() {
    replies.add(new Reply(503, "starting"));
    replies.add(
        new Reply(202, "{\"accepted\":1,\"repeated\":0,\"rejected\":[],\"published\":false}"));
    replies.add(
        new Reply(200, "{\"accepted\":0,\"repeated\":1,\"rejected\":[],\"published\":true}"));

    var answer = client().send(List.of("{}"));

    assertThat(answer.published()).isTrue();
    assertThat(answer.accepted()).isEqualTo(1);
    assertThat(bodies).hasSize(3);
  }

  @Test
  void rejectedLinesAreCountedOverAllRequests() {
    var rejected =
        "{\"accepted\":0,\"repeated\":0,\"rejected\":[{\"line\":1,\"reason\":\"bad\"}],\"published\":true}";
    replies.add(new Reply(200, accepted(5_000)));
    replies.add(new Reply(200, rejected));

    var answer = client().send(IntStream.range(0, 5_001).mapToObj(i -> "{}").toList());

    assertThat(answer.rejected()).containsExactly(new ReferenceClient.RejectedLine(5_001, "bad"));
  }

  @Test
  void aWrongPasswordIsSaidAtOnce() {
    replies.add(new Reply(401, "no"));

    assertThatThrownBy(() -> client().send(List.of("{}")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("HALLPULSE_ADMIN_PASSWORD");
  }

  @Test
  void servingThatDoesNotAnswerIsNamed() {
    stop();

    assertThatThrownBy(
            () ->
                new ReferenceClient(
                        address(), new Administrator("admin", "secret"), Duration.ofMillis(50))
                    .send(List.of("{}")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(address().toString())
        .hasMessageContaining("is it running?");
  }

  private ReferenceClient client() {
    return new ReferenceClient(
        address(), new Administrator("admin", "secret"), Duration.ofSeconds(20));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String accepted(int lines) {
    return "{\"accepted\":%d,\"repeated\":0,\"rejected\":[],\"published\":true}".formatted(lines);
  }

  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    var reply = replies.remove();
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
