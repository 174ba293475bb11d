package io.hallpulse.agent.vision.camera;

import java.time.Instant;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A picture as it came from a camera: three bytes per pixel, blue first. The array is the reader's
 * until it asks for the next picture.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Frame(int width, int height, byte[] bgr, Instant at) {
  /** To be released by whoever asked for it. */
  public Mat toMat() {
    var mat = new Mat(height, width, CvType.CV_8UC3);
    mat.put(0, 0, bgr);
    return mat;
  }
}
