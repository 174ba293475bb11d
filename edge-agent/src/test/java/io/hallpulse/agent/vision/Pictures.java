package io.hallpulse.agent.vision;

import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures for tests: the demo of the face models' package has six with people on them. */
public final class Pictures {
  private Pictures() {}

  /** Number 3 shows three people, 6 shows four; 1920 pixels wide. */
  public static Mat people(int number) {
    OpenCv.load();
    var path =
        Path.of("models/node_modules/@vladmandic/face-api/demo/sample%d.jpg".formatted(number));
    var picture = Imgcodecs.imread(path.toString());
    if (picture.empty()) {
      throw new IllegalStateException("No picture at " + path.toAbsolutePath());
    }
    return picture;
  }

  /** The woman in green of picture 6, alone, with what is around her: 700 × 1000 pixels. */
  public static Mat somebody() {
    return new Mat(people(6), new Rect(0, 300, 700, 1000)).clone();
  }

  /** A room with a wall, a window and a desk, and nobody in it. */
  public static Mat desk() {
    OpenCv.load();
    var room = new Mat(480, 640, CvType.CV_8UC3, new Scalar(190, 200, 205));
    Imgproc.rectangle(room, new Rect(40, 40, 560, 290), new Scalar(145, 160, 148), -1);
    Imgproc.rectangle(room, new Rect(0, 330, 640, 150), new Scalar(55, 90, 130), -1);
    Imgproc.rectangle(room, new Rect(430, 240, 130, 95), new Scalar(35, 35, 35), -1);
    return room;
  }

  /** The same room with somebody behind the desk, whose left edge is at {@code x}. */
  public static Mat deskWithSomebody(int x) {
    var room = desk();
    var person = new Mat();
    Imgproc.resize(somebody(), person, new Size(196, 280), 0, 0, Imgproc.INTER_AREA);
    var place = room.submat(new Rect(x, 50, 196, 280));
    person.copyTo(place);
    place.release();
    person.release();
    return room;
  }
}
