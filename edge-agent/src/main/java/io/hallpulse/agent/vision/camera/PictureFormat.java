package io.hallpulse.agent.vision.camera;

/** What pictures a camera is asked for. */
public record PictureFormat(int width, int height, double framesPerSecond) {
  public PictureFormat {
    if (width < 64 || height < 64 || width > 4096 || height > 4096) {
      throw new IllegalArgumentException(
          "Pictures must have 64 to 4096 pixels a side, got %dx%d".formatted(width, height));
    }
    if (!(framesPerSecond > 0 && framesPerSecond <= 60)) {
      throw new IllegalArgumentException(
          "Frames per second must be above 0 and at most 60, got " + framesPerSecond);
    }
  }

  int bytes() {
    return width * height * 3;
  }
}
