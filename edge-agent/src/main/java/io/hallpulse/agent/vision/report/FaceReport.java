package io.hallpulse.agent.vision.report;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceDetector;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.face.Template;
import io.hallpulse.agent.vision.face.YuNet;
import io.hallpulse.agent.vision.model.ModelFile;
import io.hallpulse.agent.vision.report.LabelledPairs.Pair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * How well faces are found and told apart on somebody's own pictures: {@code FaceReport DIR
 * [--pairs FILE] [--yunet MODEL] [--arcface MODEL LIMIT]}. The list of pairs is {@code
 * DIR/pairs.tsv} unless named. Of each picture the largest face counts.
 */
public final class FaceReport {
  private static final double[] LIMITS = {0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.8, 1.0, 1.1, 1.2};

  private final FaceDetector detector;
  private final FaceEmbedder embedder;
  private final Path directory;
  private final Map<String, Optional<Template>> templates = new HashMap<>();

  FaceReport(FaceDetector detector, FaceEmbedder embedder, Path directory) {
    this.detector = detector;
    this.embedder = embedder;
    this.directory = directory;
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("Usage: DIR [--pairs FILE] [--yunet MODEL] [--arcface MODEL LIMIT]");
      System.exit(2);
    }
    OpenCv.load();
    var directory = Path.of(args[0]);
    var options = Arrays.asList(args).subList(1, args.length);
    var pairs = after(options, "--pairs").map(Path::of).orElse(directory.resolve("pairs.tsv"));
    FaceDetector detector =
        after(options, "--yunet")
            .<FaceDetector>map(model -> new YuNet(ModelFile.at(Path.of(model))))
            .orElseGet(BlazeFace::far);
    var arcFace = options.indexOf("--arcface");
    var embedder =
        arcFace < 0
            ? FaceEmbedder.dlib()
            : FaceEmbedder.arcFace(
                ModelFile.at(Path.of(options.get(arcFace + 1))),
                Double.parseDouble(options.get(arcFace + 2)));
    new FaceReport(detector, embedder, directory).print(LabelledPairs.read(pairs), System.out);
  }

  void print(LabelledPairs list, PrintStream out) {
    var same = new ArrayList<Double>();
    var different = new ArrayList<Double>();
    for (var pair : list.pairs()) {
      var distance = distance(pair);
      out.printf(
          "%s\t%s\t%s\t%s%n",
          pair.same() ? "same" : "different",
          pair.one(),
          pair.other(),
          distance.map("%.3f"::formatted).orElse("no face"));
      distance.ifPresent(pair.same() ? same::add : different::add);
    }
    long found = templates.values().stream().filter(Optional::isPresent).count();
    out.printf("%nmodel %s%n", embedder.modelHash());
    out.printf("faces found: %s%n", new Rate(found, templates.size()));
    spread(out, "same", same);
    spread(out, "different", different);
    out.printf("%nlimit\tsame refused\tdifferent accepted%n");
    for (double limit : LIMITS) {
      out.printf(
          "%.2f%s\t%s\t%s%n",
          limit,
          limit == embedder.samePerson() ? "*" : "",
          refused(same, limit),
          accepted(different, limit));
    }
    out.println("* in use; in brackets the 95 % intervals");
  }

  private static Rate refused(List<Double> same, double limit) {
    return new Rate(same.stream().filter(distance -> distance > limit).count(), same.size());
  }

  private static Rate accepted(List<Double> different, double limit) {
    return new Rate(
        different.stream().filter(distance -> distance <= limit).count(), different.size());
  }

  private static void spread(PrintStream out, String name, List<Double> distances) {
    var sorted = distances.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      out.printf(
          "%s: %d pairs, distances %.3f to %.3f, median %.3f%n",
          name,
          sorted.size(),
          sorted.get(0),
          sorted.get(sorted.size() - 1),
          sorted.get(sorted.size() / 2));
    }
  }

  private Optional<Double> distance(Pair pair) {
    var one = template(pair.one());
    var other = template(pair.other());
    return one.flatMap(first -> other.map(first::distanceTo));
  }

  private Optional<Template> template(String file) {
    var known = templates.get(file);
    if (known == null) {
      known = embedded(file);
      templates.put(file, known);
    }
    return known;
  }

  private Optional<Template> embedded(String file) {
    var bgr = Imgcodecs.imread(directory.resolve(file).toString());
    try {
      if (bgr.empty()) {
        throw new IllegalArgumentException(
            "There is no picture " + directory.resolve(file).toAbsolutePath());
      }
      return detector.detect(bgr).stream()
          .max((one, other) -> Double.compare(one.eyeDistance(), other.eyeDistance()))
          .map(face -> embedder.embed(bgr, face));
    } finally {
      bgr.release();
    }
  }

  private static Optional<String> after(List<String> options, String name) {
    int at = options.indexOf(name);
    return at < 0 || at + 1 >= options.size() ? Optional.empty() : Optional.of(options.get(at + 1));
  }
}
