package io.hallpulse.agent.vision;

import org.opencv.core.Core;

/**
 * The native library. Coded against {@code org.opencv} alone, so that another build may stand in.
 */
public final class OpenCv {
  private static boolean loaded;

  private OpenCv() {}

  /**
   * Loads the library once. One thread does one picture: many cameras share the cores by
   * themselves, and a picture split among threads costs more in all.
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    nu.pattern.OpenCV.loadLocally();
    Core.setNumThreads(1);
    loaded = true;
  }
}
