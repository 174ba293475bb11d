package io.hallpulse.agent.vision.face;

import io.hallpulse.agent.vision.model.ModelFile;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/**
 * MediaPipe's detectors of faces: one for faces within about two metres, one for a whole room. Each
 * proposes a box and six landmarks around every anchor; those that agree are averaged.
 */
public final class BlazeFace implements FaceDetector {
  private static final int NUMBERS = 16;
  private static final double SAME_FACE = 0.3;

  private final Net net;
  private final List<String> outputs;
  private final int size;
  private final List<Spot> anchors;
  private final double minScore;

  private BlazeFace(ModelFile model, int size, List<Spot> anchors, double minScore) {
    this.net = model.tensorFlowLite();
    this.outputs = net.getUnconnectedOutLayersNames();
    this.size = size;
    this.anchors = anchors;
    this.minScore = minScore;
  }

  /** For somebody before the camera. */
  public static BlazeFace near() {
    var anchors = new ArrayList<Spot>();
    addAnchors(anchors, 16, 2);
    addAnchors(anchors, 8, 6);
    var model = ModelFile.bundled("face_detection_short_range.tflite");
    return new BlazeFace(model, 128, anchors, 0.5);
  }

  /** For people in a room, to about five metres; takes five times as long. */
  public static BlazeFace far() {
    var anchors = new ArrayList<Spot>();
    addAnchors(anchors, 48, 1);
    var model = ModelFile.bundled("face_detection_full_range.tflite");
    return new BlazeFace(model, 192, anchors, 0.6);
  }

  @Override
  public List<Face> detect(Mat bgr) {
    var fit = Letterbox.of(bgr, size);
    var blob =
        Dnn.blobFromImage(
            fit.picture(),
            1 / 127.5,
            new Size(size, size),
            Scalar.all(127.5),
            /* swapRB= */ true,
            /* crop= */ false);
    var results = new ArrayList<Mat>();
    try {
      net.setInput(blob);
      net.forward(results, outputs);
      // The scores have one number per anchor, the places sixteen.
      var first = results.get(0);
      boolean scoresFirst = first.total() == anchors.size();
      return faces(first, results.get(1), scoresFirst, fit);
    } finally {
      results.forEach(Mat::release);
      blob.release();
      fit.picture().release();
    }
  }

  private List<Face> faces(Mat first, Mat second, boolean scoresFirst, Letterbox fit) {
    var scores = numbers(scoresFirst ? first : second, anchors.size());
    var places = numbers(scoresFirst ? second : first, anchors.size() * NUMBERS);
    var found = new ArrayList<Face>();
    for (int i = 0; i < anchors.size(); i++) {
      double score = 1 / (1 + Math.exp(-scores[i]));
      if (score >= minScore) {
        found.add(face(score, places, i * NUMBERS, anchors.get(i), fit));
      }
    }
    return Agreement.among(found, SAME_FACE);
  }

  private Face face(double score, float[] places, int at, Spot anchor, Letterbox fit) {
    var centre = spot(places, at, anchor, fit);
    double width = places[at + 2] / fit.scale();
    double height = places[at + 3] / fit.scale();
    return new Face(
        new Box(centre.x() - width / 2, centre.y() - height / 2, width, height),
        score,
        spot(places, at + 4, anchor, fit),
        spot(places, at + 6, anchor, fit),
        spot(places, at + 8, anchor, fit),
        spot(places, at + 10, anchor, fit));
  }

  private Spot spot(float[] places, int at, Spot anchor, Letterbox fit) {
    return fit.back(places[at] + anchor.x() * size, places[at + 1] + anchor.y() * size);
  }

  private static float[] numbers(Mat mat, int count) {
    var flat = mat.reshape(1, 1);
    try {
      var numbers = new float[count];
      flat.get(0, 0, numbers);
      return numbers;
    } finally {
      flat.release();
    }
  }

  private static void addAnchors(List<Spot> anchors, int cells, int perCell) {
    for (int y = 0; y < cells; y++) {
      for (int x = 0; x < cells; x++) {
        for (int i = 0; i < perCell; i++) {
          anchors.add(new Spot((x + 0.5) / cells, (y + 0.5) / cells));
        }
      }
    }
  }
}
