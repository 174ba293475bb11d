package io.hallpulse.agent;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.demo.DemoClip;
import io.hallpulse.agent.vision.report.VisionBench;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a machine is fast enough to watch a hall. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast one thread of this machine sees at 640 x 480, in processor time.",
      "Ends with 3 if faces are found on fewer than 30 pictures per second and core,",
      "with 1 if it could not measure."
    })
final class MeasureCommand implements Callable<Integer> {
  private static final double LEAST = 30;
  private static final int TOO_SLOW = 3;
  private static final List<String> DETECTIONS = List.of("detect_near", "detect_far");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Option(
      names = "--picture",
      description = "with somebody near on it (default: the drawn clerk of the demo)")
  private @Nullable Path file;

  @Option(names = "--yunet", description = "a model of YuNet's to be measured, too")
  private @Nullable Path yunet;

  @Option(names = "--json", description = "for programs rather than people")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    OpenCv.load();
    var picture = file == null ? DemoClip.clerk() : read(file);
    JsonObject measured;
    try {
      measured = VisionBench.measure(picture, yunet);
    } finally {
      picture.release();
    }
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(measured.encodePrettily());
    } else {
      print(measured, out);
    }
    return DETECTIONS.stream().allMatch(each -> perSecond(measured, each) >= LEAST) ? 0 : TOO_SLOW;
  }

  private static Mat read(Path file) {
    var picture = Imgcodecs.imread(file.toString());
    if (picture.empty()) {
      throw new IllegalArgumentException("There is no picture " + file);
    }
    return picture;
  }

  private static double perSecond(JsonObject measured, String work) {
    return measured.getJsonObject(work).getDouble("per_second_and_core");
  }

  private static void print(JsonObject measured, PrintWriter out) {
    out.println("work                ms (least to most)       per second and core");
    for (var each : measured) {
      if (each.getValue() instanceof JsonObject work) {
        out.printf(
            "%-14s %7.2f (%.2f to %.2f) %18.0f%n",
            each.getKey(),
            work.getDouble("milliseconds"),
            work.getDouble("least"),
            work.getDouble("most"),
            work.getDouble("per_second_and_core"));
      }
    }
  }
}
