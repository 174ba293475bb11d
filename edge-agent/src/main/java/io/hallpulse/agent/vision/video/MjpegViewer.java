package io.hallpulse.agent.vision.video;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One browser that watches. While its line is full, pictures for it are replaced by newer ones: it
 * sees fewer, and costs one picture of memory.
 */
final class MjpegViewer {
  static final String BOUNDARY = "hallpulse";
  private static final int QUEUE_BYTES = 64 * 1024;

  private final Context context;
  private final HttpServerResponse response;
  private final AtomicReference<byte @Nullable []> pending = new AtomicReference<>();

  MjpegViewer(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
    response.setWriteQueueMaxSize(QUEUE_BYTES);
    response.drainHandler(nothing -> write());
  }

  /** Called by the camera's thread. */
  void offer(byte[] jpeg) {
    if (pending.getAndSet(jpeg) == null) {
      context.runOnContext(nothing -> write());
    }
  }

  private void write() {
    if (response.closed() || response.ended() || response.writeQueueFull()) {
      return;
    }
    var jpeg = pending.getAndSet(null);
    if (jpeg == null) {
      return;
    }
    var head =
        "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
            .formatted(BOUNDARY, jpeg.length);
    // One that has gone away fails here and is taken off by its close handler.
    var unused =
        response.write(
            Buffer.buffer(head.getBytes(US_ASCII)).appendBytes(jpeg).appendString("\r\n"));
  }
}
