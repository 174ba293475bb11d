package io.hallpulse.serving.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.grant.VideoLink;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.device.VideoAgents;
import io.hallpulse.serving.device.VideoAgents.VideoAgent;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.hallpulse.serving.video.Looks.Look;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;

/**
 * Live video of a counter. First a link, which is written down with who wants it; with the link,
 * and as the same account, the video itself, passed on from the hall's agent.
 */
@Controller("/api/v1/halls/{hallId}/counters/{counterId}/video")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "video")
final class VideoController {
  private static final Pattern HLS_FILE = Pattern.compile("index\\.m3u8|[0-9]{1,9}\\.ts");

  private final Looks looks;
  private final VideoAgents agents;
  private final AgentVideo video;
  private final Names names;
  private final Scope scope;
  private final Audit audit;
  private final Clock clock;

  VideoController(
      Looks looks,
      VideoAgents agents,
      AgentVideo video,
      Names names,
      Scope scope,
      Audit audit,
      Clock clock) {
    this.looks = looks;
    this.agents = agents;
    this.video = video;
    this.names = names;
    this.scope = scope;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param clear whether people are to be seen as they are; blurred when left out
   */
  @Schema(name = "VideoWanted")
  record Wanted(@Nullable Boolean clear) {}

  /**
   * Links to one look, for this account alone.
   *
   * @param tile moving JPEG
   * @param screen HLS
   * @param beginBefore after which the links are good for nothing
   * @param lastsSeconds how long a look goes on
   */
  @Schema(name = "VideoLinks")
  record Links(String tile, String screen, boolean clear, Instant beginBefore, long lastsSeconds) {}

  @Post
  @Operation(
      summary = "A link to the live video of a counter",
      description =
          "For managers and administrators of the hall; blurred unless clear is asked for. The link"
              + " must be begun within 60 seconds by the same account. Each is written down.",
      security = @SecurityRequirement(name = "password"))
  Links link(HttpRequest<?> request, String hallId, String counterId, @Body Wanted wanted)
      throws SQLException {
    var caller = Caller.of(request);
    requireCounter(caller, hallId, counterId);
    var now = clock.instant();
    requireAgent(hallId, now);
    var link = looks.link(counterId, caller.name(), Boolean.TRUE.equals(wanted.clear()), now);
    audit.add(caller, Action.VIDEO_LINK_GIVEN, counterId, told(hallId, link));
    var at = "/api/v1/halls/%s/counters/%s/video".formatted(hallId, counterId);
    var query = looks.query(link);
    return new Links(
        "%s/live.mjpeg?%s".formatted(at, query),
        "%s/hls/index.m3u8?%s".formatted(at, query),
        link.clear(),
        link.expires(),
        Looks.LASTS.toSeconds());
  }

  @Get("/live.mjpeg")
  @Operation(
      summary = "Live video as moving JPEG",
      description = "With a link; a slow viewer misses pictures, never the newest.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(
      responseCode = "200",
      description = "The pictures",
      content =
          @Content(
              mediaType = "multipart/x-mixed-replace",
              schema = @Schema(type = "string", format = "binary")))
  HttpResponse<Publisher<byte[]>> tile(HttpRequest<?> request, String hallId, String counterId)
      throws SQLException, InterruptedException {
    var agent = requireAgent(request, hallId, counterId);
    var look = begin(request, hallId, counterId);
    var pictures = video.pictures(agent, ofAgent(look));
    return HttpResponse.<Publisher<byte[]>>ok(pictures.parts())
        .header("Content-Type", pictures.contentType())
        .header("Cross-Origin-Resource-Policy", "same-origin");
  }

  @Get("/hls/{file}")
  @Operation(
      summary = "Live video as HLS",
      description = "index.m3u8 with a link; it names the segments.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(
      responseCode = "200",
      description = "Playlist or segment",
      content =
          @Content(
              mediaType = "application/vnd.apple.mpegurl",
              schema = @Schema(type = "string", format = "binary")))
  HttpResponse<byte[]> screen(HttpRequest<?> request, String hallId, String counterId, String file)
      throws SQLException, InterruptedException {
    var agent = requireAgent(request, hallId, counterId);
    if (!HLS_FILE.matcher(file).matches()) {
      throw new ServingException(Reason.NO_CAMERA, "There is no file " + file);
    }
    var look = begin(request, hallId, counterId);
    var found = video.file(agent, ofAgent(look), file);
    var bytes = file.endsWith(".ts") ? found.bytes() : signed(found.bytes(), look.link());
    return HttpResponse.ok(bytes)
        .header("Content-Type", found.contentType())
        .header("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** The agent's own link ends with the look; viewers never see it. */
  private static VideoLink ofAgent(Look look) {
    var link = look.link();
    return new VideoLink(link.counterId(), link.viewer(), link.clear(), look.ends());
  }

  /** Behind each segment stands the viewer's link instead of the agent's. */
  private byte[] signed(byte[] playlist, VideoLink link) {
    var text = new StringBuilder();
    var query = looks.query(link);
    for (var line : new String(playlist, UTF_8).split("\n", -1)) {
      boolean isFile = !line.isBlank() && !line.startsWith("#");
      text.append(isFile ? line.strip().replaceFirst("\\?.*", "") + "?" + query : line)
          .append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Written down before the first picture. */
  private Look begin(HttpRequest<?> request, String hallId, String counterId) throws SQLException {
    var caller = Caller.of(request);
    var parameters = request.getParameters();
    var look = looks.look(counterId, caller.name(), name -> parameters.get(name), clock.instant());
    if (look.isNew()) {
      try {
        audit.add(caller, Action.VIDEO_WATCHED, counterId, told(hallId, look.link()));
      } catch (SQLException e) {
        looks.forget(look.link());
        throw e;
      }
    }
    return look;
  }

  private static String told(String hallId, VideoLink link) {
    return "hall %s, %s".formatted(hallId, link.clear() ? "in the clear" : "blurred");
  }

  private VideoAgent requireAgent(HttpRequest<?> request, String hallId, String counterId)
      throws SQLException {
    requireCounter(Caller.of(request), hallId, counterId);
    return requireAgent(hallId, clock.instant());
  }

  private VideoAgent requireAgent(String hallId, Instant now) throws SQLException {
    return agents
        .of(hallId, now)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.NO_CAMERA, "No agent of hall %s has cameras".formatted(hallId)));
  }

  private void requireCounter(Caller caller, String hallId, String counterId) {
    scope.require(caller, Sight.LIVE_VIDEO, hallId, "the live video of hall " + hallId);
    if (names.counter(counterId).map(ServiceCounter::hallId).filter(hallId::equals).isEmpty()) {
      throw new ServingException(
          Reason.UNKNOWN_COUNTER, "Hall %s has no counter %s".formatted(hallId, counterId));
    }
  }
}
