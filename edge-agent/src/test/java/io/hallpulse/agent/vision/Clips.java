package io.hallpulse.agent.vision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** Small clips, made of pictures by ffmpeg. */
public final class Clips {
  private Clips() {}

  /** Each picture for some seconds, ten frames a second. */
  public static Path of(Path directory, List<Mat> pictures, int secondsEach)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    var filter = new StringBuilder();
    for (int i = 0; i < pictures.size(); i++) {
      var file = directory.resolve("picture" + i + ".png").toString();
      if (!Imgcodecs.imwrite(file, pictures.get(i))) {
        throw new IOException("Cannot write " + file);
      }
      command.addAll(List.of("-loop", "1", "-framerate", "10", "-t", "" + secondsEach, "-i", file));
      filter.append("[").append(i).append(":v]");
    }
    var clip = directory.resolve("clip.mp4");
    command.addAll(
        List.of(
            "-filter_complex",
            filter + "concat=n=" + pictures.size() + ":v=1",
            "-pix_fmt",
            "yuv420p",
            "-preset",
            "ultrafast",
            clip.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var words = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ffmpeg: " + words);
    }
    return clip;
  }
}
