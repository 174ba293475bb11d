package io.hallpulse.agent.vision.face;

import io.hallpulse.agent.vision.model.ModelFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.objdetect.FaceDetectorYN;

/** YuNet, a stronger detector that an installation may bring by path. */
public final class YuNet implements FaceDetector {
  private static final int NUMBERS = 15;

  private final FaceDetectorYN net;

  public YuNet(ModelFile model) {
    var bytes = new MatOfByte(model.bytes());
    var none = new MatOfByte();
    try {
      this.net = FaceDetectorYN.create("onnx", bytes, none, new Size(320, 320), 0.7f, 0.3f, 100);
    } finally {
      bytes.release();
      none.release();
    }
  }

  @Override
  public List<Face> detect(Mat bgr) {
    var results = new Mat();
    try {
      net.setInputSize(bgr.size());
      net.detect(bgr, results);
      var faces = new ArrayList<Face>();
      var row = new float[NUMBERS];
      for (int i = 0; i < results.rows(); i++) {
        results.get(i, 0, row);
        faces.add(face(row));
      }
      faces.sort(Comparator.comparingDouble(Face::score).reversed());
      return List.copyOf(faces);
    } finally {
      results.release();
    }
  }

  private static Face face(float[] row) {
    var mouth = new Spot(row[10], row[11]).halfWayTo(new Spot(row[12], row[13]));
    return new Face(
        new Box(row[0], row[1], row[2], row[3]),
        row[14],
        new Spot(row[4], row[5]),
        new Spot(row[6], row[7]),
        new Spot(row[8], row[9]),
        mouth);
  }
}
