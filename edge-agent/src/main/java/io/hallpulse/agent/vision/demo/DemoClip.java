package io.hallpulse.agent.vision.demo;

import io.hallpulse.agent.vision.OpenCv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/**
 * A minute of a drawn counter hall, to be played again and again: the clerk on the left is away for
 * its last third, the one on the right for its first.
 */
public final class DemoClip {
  private static final int SECONDS = 60;
  private static final int PER_SECOND = 5;
  private static final int LEFT_UNTIL = 40;
  private static final int RIGHT_FROM = 20;

  private DemoClip() {}

  /** A picture of one clerk at a desk, to be released by whoever asked for it. */
  public static Mat clerk() {
    return DrawnRoom.picture(true, false, 0);
  }

  /** Writes the clip (moving JPEG in AVI); half a clip is never left. */
  public static void write(Path file) throws IOException {
    OpenCv.load();
    var fresh = file.resolveSibling("new-" + file.getFileName());
    var writer =
        new VideoWriter(
            fresh.toString(),
            Videoio.CAP_OPENCV_MJPEG,
            VideoWriter.fourcc('M', 'J', 'P', 'G'),
            PER_SECOND,
            new Size(DrawnRoom.WIDTH, DrawnRoom.HEIGHT));
    try {
      if (!writer.isOpened()) {
        throw new IOException("The demo's clip cannot be written to " + fresh);
      }
      for (int i = 0; i < SECONDS * PER_SECOND; i++) {
        double second = (double) i / PER_SECOND;
        var picture =
            DrawnRoom.picture(
                second < LEFT_UNTIL, second >= RIGHT_FROM, 6 * Math.sin(second * Math.PI / 5));
        writer.write(picture);
        picture.release();
      }
    } finally {
      writer.release();
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
