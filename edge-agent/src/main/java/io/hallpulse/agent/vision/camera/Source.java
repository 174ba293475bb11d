package io.hallpulse.agent.vision.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where pictures come from, as a person writes it: {@code rtsp://…}, {@code http(s)://…} (MJPEG,
 * HLS), {@code /dev/video0} or a file, which is played in its own time, again and again.
 */
public record Source(String address) {
  /** Pictures of a still file get a rate; ffmpeg would otherwise give as many as it can. */
  private static final List<String> STILL = List.of(".png", ".jpg", ".jpeg");

  /** Whatever stands before the host may hold a password, and that an @ of its own. */
  private static final Pattern PLAIN =
      Pattern.compile("^(?:http|rtsp)://(?:[^/]*@)?(\\[[^\\]]*\\]|[^/:]+)");

  public Source {
    if (address.isBlank() || address.startsWith("-")) {
      throw new IllegalArgumentException(
          "A camera's source must be rtsp://, http://, /dev/video… or a file, got '%s'"
              .formatted(address));
    }
  }

  /** How ffmpeg reads it. */
  List<String> input() {
    var arguments = new ArrayList<String>();
    if (address.startsWith("rtsp://") || address.startsWith("rtsps://")) {
      // Over UDP a lost packet smears the picture, and a smeared seat looks empty.
      arguments.addAll(List.of("-rtsp_transport", "tcp", "-timeout", "5000000"));
    } else if (address.startsWith("http://") || address.startsWith("https://")) {
      arguments.addAll(List.of("-rw_timeout", "5000000"));
    } else if (address.startsWith("/dev/")) {
      arguments.addAll(List.of("-f", "v4l2"));
    } else if (STILL.stream().anyMatch(address::endsWith)) {
      arguments.addAll(List.of("-re", "-loop", "1"));
    } else {
      arguments.addAll(List.of("-re", "-stream_loop", "-1"));
    }
    arguments.addAll(List.of("-i", address));
    return arguments;
  }

  /** The host whose pictures anybody on the way can see; null if they come otherwise. */
  public @Nullable String plainHost() {
    var plain = PLAIN.matcher(address);
    return plain.find() ? plain.group(1) : null;
  }

  /** For logs and events: a camera's address often carries its password. */
  @Override
  public String toString() {
    return address.replaceFirst("//[^/]*@", "//***@");
  }
}
