package io.hallpulse.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.device.IdCard;
import io.hallpulse.agent.device.Slip;
import io.hallpulse.agent.device.TicketPrinter.Printed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Card reader and printer of a device without the role queue: a card is read here and its number
 * goes to the agent that has it; a ticket is made there and printed here.
 */
final class OwnDrivers {
  /** Tells the agent with the role queue what this device has of its own. */
  static final String HEADER = "X-HallPulse-Drivers";

  private static final Logger LOG = LoggerFactory.getLogger(OwnDrivers.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KIOSK = "/api/v1/kiosk";
  private static final Pattern PRINT =
      Pattern.compile(KIOSK + "/tickets/([A-Za-z0-9-]{1,64})/print");
  private static final int LONGEST_WAIT = 30;
  private static final int LARGEST_BODY = 64 * 1024;

  private final Vertx vertx;
  private final QueueLine queue;
  private final Plugs plugs;

  /** What the agent with the role queue answered, or this device instead of it. */
  private record Answer(int status, String type, Buffer body) {
    static Answer problem(int status, String kind, String detail) {
      var body =
          JSON.createObjectNode()
              .put("type", "urn:hallpulse:problem:" + kind)
              .put("title", kind.replace('-', ' '))
              .put("status", status)
              .put("detail", detail);
      return new Answer(status, "application/problem+json", Buffer.buffer(body.toString()));
    }
  }

  OwnDrivers(Vertx vertx, QueueLine queue, Plugs plugs) {
    this.vertx = vertx;
    this.queue = queue;
    this.plugs = plugs;
  }

  /** For the header, such as {@code card_reader,printer}. */
  String names() {
    var names = new StringJoiner(",");
    if (plugs.cards != null) {
      names.add("card_reader");
    }
    if (plugs.printer != null) {
      names.add("printer");
    }
    return names.toString();
  }

  /** Whether the call needs a device of this one's. */
  boolean takes(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return false;
    }
    var path = request.path();
    if (path.equals(KIOSK + "/identify")) {
      return plugs.cards != null;
    }
    boolean prints = path.equals(KIOSK + "/tickets") || PRINT.matcher(path).matches();
    return prints && plugs.printer != null;
  }

  void handle(HttpServerRequest request) {
    request
        .body()
        .compose(body -> answered(request, body))
        .onSuccess(answer -> send(request, answer))
        .onFailure(
            failure -> {
              LOG.warn("{} cannot be answered: {}", request.path(), failure.toString());
              send(
                  request,
                  Answer.problem(
                      502, "queue-unreachable", "The agent with the role queue is away"));
            });
  }

  private Future<Answer> answered(HttpServerRequest request, Buffer body) {
    if (body.length() > LARGEST_BODY && !request.path().endsWith("/identify")) {
      return Future.succeededFuture(Answer.problem(400, "unusable", "The body is too large"));
    }
    if (request.path().equals(KIOSK + "/identify")) {
      return identified(request, body);
    }
    var again = PRINT.matcher(request.path());
    return again.matches() ? printedAgain(request, again.group(1)) : issued(request, body);
  }

  private Future<Answer> identified(HttpServerRequest request, Buffer body) {
    var wanted = read(body);
    if (wanted == null || !wanted.path("by").asText().equals("ID_CARD")) {
      return ask(request, HttpMethod.POST, request.path(), body);
    }
    int seconds = Math.min(LONGEST_WAIT, Math.max(0, wanted.path("wait_seconds").asInt(20)));
    return vertx
        .executeBlocking(() -> card(seconds), false)
        .compose(
            card -> {
              if (card == null) {
                return Future.succeededFuture(
                    Answer.problem(422, "not-identified", "No card was laid on"));
              }
              var own = JSON.createObjectNode().put("by", "ID_CARD").put("number", card.number());
              return ask(request, HttpMethod.POST, request.path(), Buffer.buffer(own.toString()));
            });
  }

  private @Nullable IdCard card(int seconds) {
    var reader = plugs.cards;
    if (reader == null) {
      return null;
    }
    try {
      return reader.read(Duration.ofSeconds(seconds)).orElse(null);
    } catch (IOException e) {
      LOG.warn("The card reader: {}", e.getMessage());
      return null;
    }
  }

  private Future<Answer> issued(HttpServerRequest request, Buffer body) {
    var wanted = read(body);
    if (wanted == null || !wanted.path("print").asBoolean(true)) {
      return ask(request, HttpMethod.POST, request.path(), body);
    }
    wanted.put("print", false);
    return ask(request, HttpMethod.POST, request.path(), Buffer.buffer(wanted.toString()))
        .compose(
            answer -> {
              var ticket = answer.status() == 201 ? read(answer.body()) : null;
              return ticket == null
                  ? Future.succeededFuture(answer)
                  : print(request, ticket.path("ticket").path("ticket_id").asText())
                      .map(printed -> told(answer, ticket, printed));
            });
  }

  private Future<Answer> printedAgain(HttpServerRequest request, String ticketId) {
    return print(request, ticketId)
        .map(
            printed ->
                told(
                    new Answer(200, "application/json", Buffer.buffer()),
                    JSON.createObjectNode(),
                    printed));
  }

  private static Answer told(Answer answer, ObjectNode body, Printed printed) {
    body.put("printed", printed == Printed.DONE);
    if (printed != Printed.DONE) {
      body.put("print_problem", printed.name());
    }
    return new Answer(answer.status(), answer.type(), Buffer.buffer(body.toString()));
  }

  private Future<Printed> print(HttpServerRequest request, String ticketId) {
    return ask(request, HttpMethod.GET, KIOSK + "/tickets/" + ticketId + "/slip", null)
        .compose(
            answer -> {
              var slip = answer.status() == 200 ? read(answer.body()) : null;
              var printer = plugs.printer;
              return slip == null || printer == null
                  ? Future.succeededFuture(Printed.OFFLINE)
                  : vertx.executeBlocking(() -> printer.print(slip(slip)), false);
            });
  }

  private static Slip slip(ObjectNode json) {
    var lines = new ArrayList<String>();
    json.path("lines").forEach(line -> lines.add(line.asText()));
    var code = json.path("code");
    return new Slip(
        json.path("title").asText(),
        json.path("number").asText(),
        lines,
        code.isTextual() ? code.textValue() : null);
  }

  /** As the page asked, its token included. */
  private Future<Answer> ask(
      HttpServerRequest request, HttpMethod method, String path, @Nullable Buffer body) {
    var options = queue.to(method, path);
    for (var name : new String[] {"Authorization", "Cookie"}) {
      var value = request.getHeader(name);
      if (value != null) {
        options.putHeader(name, value);
      }
    }
    if (body != null) {
      options.putHeader(
          "Content-Type",
          request.headers().get("Content-Type") == null
              ? ""
              : request.headers().get("Content-Type"));
    }
    options.putHeader(HEADER, names());
    return queue
        .client()
        .request(options)
        .compose(onward -> body == null ? onward.send() : onward.send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .map(
                        got ->
                            new Answer(
                                answer.statusCode(),
                                answer.headers().contains("Content-Type")
                                    ? answer.getHeader("Content-Type")
                                    : "application/json",
                                got)));
  }

  private static @Nullable ObjectNode read(Buffer body) {
    try {
      return JSON.readTree(body.getBytes()) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void send(HttpServerRequest request, Answer answer) {
    if (!request.response().ended() && !request.response().closed()) {
      request
          .response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", answer.type())
          .putHeader("Cache-Control", "no-store")
          .end(answer.body());
    }
  }
}
