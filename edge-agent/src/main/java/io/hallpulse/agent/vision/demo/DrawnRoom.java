package io.hallpulse.agent.vision.demo;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A counter hall as a picture: two desks side by side, with or without a clerk behind each. Nobody
 * on it is a person; the figures are shaded just enough that a detector of faces takes them for
 * some.
 */
final class DrawnRoom {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;
  private static final Scalar SKIN = new Scalar(140, 175, 225);
  private static final Scalar SHADE = new Scalar(105, 140, 195);
  private static final Scalar HAIR = new Scalar(30, 28, 35);
  private static final Scalar DARK = new Scalar(35, 40, 60);
  private static final Scalar LIPS = new Scalar(85, 85, 175);

  private DrawnRoom() {}

  /** To be released by whoever asked for it; {@code sway} moves the heads a little. */
  static Mat picture(boolean left, boolean right, double sway) {
    var room = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, new Scalar(190, 200, 205));
    Imgproc.rectangle(room, new Rect(0, 0, WIDTH, 340), new Scalar(165, 180, 172), -1);
    Imgproc.rectangle(room, new Rect(30, 30, 580, 40), new Scalar(120, 90, 60), -1);
    if (left) {
      clerk(room, 165 + sway, 190, new Scalar(120, 70, 40));
    }
    if (right) {
      clerk(room, 475 - sway, 190, new Scalar(60, 60, 110));
    }
    Imgproc.rectangle(room, new Rect(0, 350, WIDTH, 130), new Scalar(60, 95, 135), -1);
    Imgproc.rectangle(room, new Rect(0, 350, WIDTH, 8), new Scalar(90, 130, 170), -1);
    Imgproc.line(room, new Point(320, 80), new Point(320, 350), new Scalar(140, 150, 145), 4);
    var soft = new Mat();
    Imgproc.GaussianBlur(room, soft, new Size(3, 3), 0);
    room.release();
    return soft;
  }

  private static void clerk(Mat room, double x, double y, Scalar clothes) {
    ellipse(room, x, y + 170, 105, 95, clothes);
    ellipse(room, x, y + 78, 24, 40, SHADE);
    ellipse(room, x, y - 12, 62, 74, HAIR);
    ellipse(room, x - 55, y + 8, 9, 16, SHADE);
    ellipse(room, x + 55, y + 8, 9, 16, SHADE);
    ellipse(room, x, y + 4, 53, 66, SKIN);
    ellipse(room, x, y - 48, 46, 22, HAIR);
    for (int side = -1; side <= 1; side += 2) {
      ellipse(room, x + side * 22, y + 2, 15, 10, SHADE);
      ellipse(room, x + side * 22, y + 4, 10, 5, new Scalar(235, 240, 245));
      ellipse(room, x + side * 22, y + 4, 5, 5, DARK);
      ellipse(room, x + side * 22, y - 12, 14, 3, HAIR);
      ellipse(room, x + side * 6, y + 28, 4, 2.5, DARK);
    }
    ellipse(room, x + 4, y + 16, 5, 16, SHADE);
    ellipse(room, x, y + 26, 11, 5, SHADE);
    ellipse(room, x, y + 45, 19, 6, LIPS);
    Imgproc.line(room, new Point(x - 17, y + 45), new Point(x + 17, y + 45), DARK, 2);
  }

  private static void ellipse(
      Mat room, double x, double y, double width, double height, Scalar colour) {
    Imgproc.ellipse(
        room, new Point(x, y), new Size(width, height), 0, 0, 360, colour, -1, Imgproc.LINE_AA);
  }
}
