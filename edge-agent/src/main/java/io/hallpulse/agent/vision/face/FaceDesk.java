package io.hallpulse.agent.vision.face;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** The models of a face screen. Several screens share them; one picture is looked at at a time. */
public final class FaceDesk {
  private final FaceDetector detector;
  private final FaceEmbedder embedder;
  private final Liveness liveness;
  private final ReentrantLock turn = new ReentrantLock();

  public FaceDesk(FaceDetector detector, FaceEmbedder embedder, Liveness liveness) {
    this.detector = detector;
    this.embedder = embedder;
    this.liveness = liveness;
  }

  FaceDetector detector() {
    return detector;
  }

  FaceEmbedder embedder() {
    return embedder;
  }

  Liveness liveness() {
    return liveness;
  }

  /**
   * @param jpeg of the screen's camera; it is looked at and dropped
   */
  <T> T look(byte[] jpeg, Function<Mat, T> look) {
    var packed = new MatOfByte(jpeg);
    Mat bgr = null;
    turn.lock();
    try {
      bgr = Imgcodecs.imdecode(packed, Imgcodecs.IMREAD_COLOR);
      if (bgr.empty()) {
        throw new IllegalArgumentException(
            "This is no picture that can be read: %d bytes".formatted(jpeg.length));
      }
      return look.apply(bgr);
    } finally {
      turn.unlock();
      packed.release();
      if (bgr != null) {
        bgr.release();
      }
    }
  }
}
