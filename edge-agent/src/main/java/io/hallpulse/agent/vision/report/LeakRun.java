package io.hallpulse.agent.vision.report;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Zone;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.presence.Sight;
import java.io.IOException;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Whether looking leaves native memory behind: {@code LeakRun PICTURE [LOOKS]}, with somebody near
 * on the picture; seats, areas and face screens look at it in turn. To be run with a heap that is
 * all touched at its start ({@code -Xms160m -Xmx160m -XX:+AlwaysPreTouch}), so that what grows is
 * native. Ends with 1 if more has grown than a few pictures.
 */
public final class LeakRun {
  private static final int LOOKS = 10_000;
  private static final double MOST_MEGABYTES = 25;

  /** Below a face there is none, so that the outline is looked for. */
  private static final Zone WITHOUT_FACE = new Zone(0.0, 0.6, 0.3, 0.35);

  private static final Zone ALL = new Zone(0, 0, 1, 1);

  private LeakRun() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("Usage: PICTURE [LOOKS]");
      System.exit(2);
    }
    double grown = look(args[0], args.length > 1 ? Integer.parseInt(args[1]) : LOOKS);
    System.out.printf("grown %.1f%n", grown);
    System.exit(grown > MOST_MEGABYTES ? 1 : 0);
  }

  private static double look(String path, int looks) throws IOException {
    OpenCv.load();
    var picture = Imgcodecs.imread(path);
    if (picture.empty()) {
      throw new IllegalArgumentException("There is no picture " + path);
    }
    var sight = new Sight();
    var near = BlazeFace.near();
    var embedder = FaceEmbedder.dlib();
    double before = 0;
    for (int i = -looks / 5; i < looks; i++) {
      if (i == 0) {
        before = Memory.residentMegabytes();
      }
      if (i >= 0 && i % Math.max(1, looks / 10) == 0) {
        System.out.printf("%d looks: %.1f MB%n", i, Memory.residentMegabytes());
      }
      sight.atSeat(picture, i % 2 == 0 ? ALL : WITHOUT_FACE);
      if (i % 5 == 0) {
        sight.inArea(picture, ALL);
        var faces = near.detect(picture);
        if (faces.size() != 1) {
          throw new IllegalArgumentException(
              "%d faces are on %s, and not one".formatted(faces.size(), path));
        }
        embedder.embed(picture, faces.get(0));
      }
    }
    return Memory.residentMegabytes() - before;
  }
}
