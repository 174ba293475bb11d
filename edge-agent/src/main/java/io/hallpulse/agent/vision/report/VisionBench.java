package io.hallpulse.agent.vision.report;

import com.sun.management.OperatingSystemMXBean;
import io.hallpulse.agent.vision.Zone;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.Face;
import io.hallpulse.agent.vision.face.FaceDetector;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.face.Template;
import io.hallpulse.agent.vision.face.YuNet;
import io.hallpulse.agent.vision.model.ModelFile;
import io.hallpulse.agent.vision.presence.Sight;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How fast one thread of this machine sees, at 640 × 480, in processor time. Each work runs in five
 * rounds; the median, least and most are told. Whether memory stays {@link LeakRun} tells.
 */
public final class VisionBench {
  private static final int ROUNDS = 5;
  private static final int TEMPLATES = 100_000;

  private VisionBench() {}

  /**
   * Works by name, each with its milliseconds and how often a second and core does it.
   *
   * @param seen with somebody on it; it stays the caller's
   * @param yunetModel to be timed, too; null for none
   */
  public static JsonObject measure(Mat seen, @Nullable Path yunetModel) throws IOException {
    var picture = new Mat();
    Imgproc.resize(seen, picture, new Size(640, 480), 0, 0, Imgproc.INTER_AREA);
    try {
      return of(picture, yunetModel);
    } finally {
      picture.release();
    }
  }

  private static JsonObject of(Mat picture, @Nullable Path yunetModel) throws IOException {
    var results = new JsonObject().put("processors", Runtime.getRuntime().availableProcessors());
    results.put("resident_megabytes_at_start", Memory.residentMegabytes());
    var near = BlazeFace.near();
    results.put("detect_near", time(200, () -> near.detect(picture)));
    var far = BlazeFace.far();
    results.put("detect_far", time(40, () -> far.detect(picture)));
    if (yunetModel != null) {
      FaceDetector yunet = new YuNet(ModelFile.at(yunetModel));
      results.put("detect_yunet", time(30, () -> yunet.detect(picture)));
    }
    var embedder = FaceEmbedder.dlib();
    var faces = near.detect(picture);
    if (faces.isEmpty()) {
      throw new IllegalArgumentException("There is no face on the picture");
    }
    var face = faces.get(0);
    results.put("embed", time(20, () -> embedder.embed(picture, face)));
    results.put("match_100000", time(5, matching(embedder, picture, face)));
    var sight = new Sight();
    // Below the desk there is nobody, so that the outline is looked for, which is the slow way.
    var seat = new Zone(0.0, 0.6, 0.3, 0.35);
    results.put("look_at_seat", time(50, () -> sight.atSeat(picture, seat)));
    return results;
  }

  private static Runnable matching(FaceEmbedder embedder, Mat picture, Face face) {
    var random = new Random(1);
    var templates = new ArrayList<Template>();
    for (int i = 0; i < TEMPLATES; i++) {
      var values = new float[128];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) random.nextGaussian() / 10;
      }
      templates.add(new Template(embedder.modelHash(), values));
    }
    var seen = embedder.embed(picture, face);
    return () -> {
      double least = Double.MAX_VALUE;
      for (var template : templates) {
        least = Math.min(least, seen.distanceTo(template));
      }
      if (least < 0) {
        throw new IllegalStateException("A distance below nothing");
      }
    };
  }

  private static JsonObject time(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
    // Of the whole process: a library that split the work among threads of its own would be seen.
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = process.getProcessCpuTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      rounds[round] = (process.getProcessCpuTime() - start) / 1e6 / times;
    }
    Arrays.sort(rounds);
    return new JsonObject()
        .put("milliseconds", rounds[ROUNDS / 2])
        .put("least", rounds[0])
        .put("most", rounds[ROUNDS - 1])
        .put("per_second_and_core", 1000 / rounds[ROUNDS / 2]);
  }
}
