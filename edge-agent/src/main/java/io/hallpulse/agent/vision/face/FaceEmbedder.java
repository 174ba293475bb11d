package io.hallpulse.agent.vision.face;

import io.hallpulse.agent.vision.model.FaceResNet;
import io.hallpulse.agent.vision.model.ModelFile;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/**
 * Makes a template of a face. How a picture is prepared, and from which distance on two faces are
 * two people, belongs to the model and changes with it. An instance is for one thread at a time.
 */
public final class FaceEmbedder {
  private record Preparation(
      Upright upright, int size, double scale, Scalar mean, boolean toUnitLength) {}

  private final Net net;
  private final String modelHash;
  private final Preparation preparation;
  private final double samePerson;

  private FaceEmbedder(ModelFile model, Preparation preparation, double samePerson) {
    this.net = model.onnx();
    this.modelHash = model.sha256();
    this.preparation = preparation;
    this.samePerson = samePerson;
  }

  /**
   * dlib's network, which comes with the program; its authors take 0.6 as the limit between two
   * people. Here one face is looked for among thousands, so the limit is stricter.
   */
  public static FaceEmbedder dlib() {
    var mean = new Scalar(122.782, 117.001, 104.298);
    return new FaceEmbedder(
        FaceResNet.bundled(), new Preparation(Upright.DLIB, 150, 1 / 255.0, mean, false), 0.5);
  }

  /**
   * A network of ArcFace's kind (MobileFaceNet and others at 112 pixels) that an installation
   * brings.
   *
   * @param samePerson the greatest distance of two templates of one person
   */
  public static FaceEmbedder arcFace(ModelFile model, double samePerson) {
    var mean = Scalar.all(127.5);
    return new FaceEmbedder(
        model, new Preparation(Upright.ARC_FACE, 112, 1 / 127.5, mean, true), samePerson);
  }

  public Template embed(Mat bgr, Face face) {
    var upright = preparation.upright().cut(bgr, face, preparation.size());
    var blob =
        Dnn.blobFromImage(
            upright,
            preparation.scale(),
            new Size(preparation.size(), preparation.size()),
            preparation.mean(),
            /* swapRB= */ true,
            /* crop= */ false);
    try {
      net.setInput(blob);
      var result = net.forward();
      var flat = result.reshape(1, 1);
      try {
        var values = new float[(int) flat.total()];
        flat.get(0, 0, values);
        return new Template(modelHash, preparation.toUnitLength() ? unit(values) : values);
      } finally {
        flat.release();
        result.release();
      }
    } finally {
      blob.release();
      upright.release();
    }
  }

  public String modelHash() {
    return modelHash;
  }

  /** The greatest distance at which two templates count as one person. */
  public double samePerson() {
    return samePerson;
  }

  private static float[] unit(float[] values) {
    double length = 0;
    for (float value : values) {
      length += value * value;
    }
    float factor = (float) (1 / Math.sqrt(Math.max(length, 1e-12)));
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }
}
