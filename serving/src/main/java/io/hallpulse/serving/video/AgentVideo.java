package io.hallpulse.serving.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.grant.VideoLink;
import io.hallpulse.serving.device.VideoAgents.VideoAgent;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;

/**
 * Fetches live video from a hall's agent. Nothing is kept: what the viewer does not take, the agent
 * is not asked for, and it leaves pictures out. Only video is passed on, whatever else stands at
 * the address that the agent gave.
 */
@Singleton
final class AgentVideo {
  private static final String MOVING_JPEG = "multipart/x-mixed-replace";
  private static final int LARGEST_FILE = 8 * 1024 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** A stream of pictures, whose end is the agent's or the viewer's. */
  record Pictures(String contentType, Publisher<byte[]> parts) {}

  /** A whole file of HLS. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record HlsFile(String contentType, byte[] bytes) {}

  Pictures pictures(VideoAgent agent, VideoLink link) throws InterruptedException {
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
        ask(agent, link, "live.mjpeg", BodyHandlers.ofPublisher());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var parts = JdkFlowAdapter.flowPublisherToFlux(answer.body());
    if (answer.statusCode() != 200 || !type.startsWith(MOVING_JPEG)) {
      // Unread, the connection would stay.
      parts.subscribe().dispose();
      throw notShown(answer.statusCode(), type);
    }
    return new Pictures(type, parts.concatMapIterable(each -> each, 1).map(AgentVideo::bytes));
  }

  HlsFile file(VideoAgent agent, VideoLink link, String name) throws InterruptedException {
    HttpResponse<InputStream> answer =
        ask(agent, link, "hls/" + name, BodyHandlers.ofInputStream());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    try (var body = answer.body()) {
      boolean isVideo =
          type.startsWith("application/vnd.apple.mpegurl") || type.startsWith("video/mp2t");
      if (answer.statusCode() != 200 || !isVideo) {
        throw notShown(answer.statusCode(), type);
      }
      var bytes = body.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new ServingException(Reason.VIDEO_UNAVAILABLE, "The agent's file is too large");
      }
      return new HlsFile(type, bytes);
    } catch (IOException e) {
      throw away(agent, e);
    }
  }

  private <T> HttpResponse<T> ask(
      VideoAgent agent, VideoLink link, String what, HttpResponse.BodyHandler<T> body)
      throws InterruptedException {
    var path =
        "/video/counters/%s/%s?%s"
            .formatted(
                URLEncoder.encode(link.counterId(), UTF_8).replace("+", "%20"),
                what,
                link.query(agent.key()));
    var address = URI.create(agent.address().getScheme() + "://" + agent.address().getAuthority());
    try {
      return http.send(
          HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(12)).build(),
          body);
    } catch (IOException e) {
      throw away(agent, e);
    }
  }

  private static ServingException away(VideoAgent agent, IOException e) {
    return new ServingException(
        Reason.VIDEO_UNAVAILABLE,
        "The hall's agent at %s does not answer".formatted(agent.address()),
        e);
  }

  private static ServingException notShown(int status, String type) {
    return status == 404
        ? new ServingException(
            Reason.NO_CAMERA, "No camera shows this counter, or the file is gone")
        : new ServingException(
            Reason.VIDEO_UNAVAILABLE,
            "The hall's agent answers %d, %s".formatted(status, type.isEmpty() ? "-" : type));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
