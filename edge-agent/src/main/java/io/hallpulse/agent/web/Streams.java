package io.hallpulse.agent.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sends states to those who look at them: at once, after a change, and each ten seconds. Who reads
 * slowly gets only the newest. For the loop alone.
 */
final class Streams {
  private static final long AT_MOST_EACH_MILLIS = 100;
  private static final long BEAT_MILLIS = 10_000;

  private final Vertx vertx;
  private final Map<String, Stream> streams = new HashMap<>();
  private boolean due;

  private static final class Stream {
    private final Supplier<State> state;
    private final Set<HttpServerResponse> readers = new LinkedHashSet<>();
    private final Set<HttpServerResponse> behind = new LinkedHashSet<>();

    Stream(Supplier<State> state) {
      this.state = state;
    }
  }

  /** What is shown, with its number. */
  interface State {
    long revision();
  }

  Streams(Vertx vertx) {
    this.vertx = vertx;
    vertx.setPeriodic(BEAT_MILLIS, timer -> sendAll());
  }

  /** Something has changed. */
  void changed() {
    if (!due) {
      due = true;
      vertx.setTimer(
          AT_MOST_EACH_MILLIS,
          timer -> {
            due = false;
            sendAll();
          });
    }
  }

  void open(RoutingContext context, String name, Supplier<State> state) {
    var stream = streams.computeIfAbsent(name, first -> new Stream(state));
    var response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    response.exceptionHandler(gone -> close(name, stream, response));
    response.closeHandler(gone -> close(name, stream, response));
    stream.readers.add(response);
    response.write("retry: 2000\n\n" + text(state.get()));
  }

  private void close(String name, Stream stream, HttpServerResponse response) {
    stream.readers.remove(response);
    stream.behind.remove(response);
    if (stream.readers.isEmpty()) {
      streams.remove(name, stream);
    }
  }

  int readers() {
    return streams.values().stream().mapToInt(stream -> stream.readers.size()).sum();
  }

  private void sendAll() {
    for (var stream : Set.copyOf(streams.values())) {
      var text = text(stream.state.get());
      for (var reader : Set.copyOf(stream.readers)) {
        send(stream, reader, text);
      }
    }
  }

  private static void send(Stream stream, HttpServerResponse reader, String text) {
    if (!reader.writeQueueFull()) {
      reader.write(text);
    } else if (stream.behind.add(reader)) {
      reader.drainHandler(
          drained -> {
            if (stream.behind.remove(reader) && stream.readers.contains(reader)) {
              reader.write(text(stream.state.get()));
            }
          });
    }
  }

  private static String text(State state) {
    return "event: state\nid: %d\ndata: %s\n\n".formatted(state.revision(), Json.write(state));
  }
}
