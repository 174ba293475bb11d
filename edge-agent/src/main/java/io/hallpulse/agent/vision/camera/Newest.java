package io.hallpulse.agent.vision.camera;

import org.jspecify.annotations.Nullable;

/**
 * The newest picture between a camera and whoever looks. Two arrays go to and fro, so that thirty
 * pictures a second make no garbage.
 */
final class Newest {
  private @Nullable Frame waiting;
  private @Nullable String lost;
  private byte @Nullable [] spare;
  private boolean closed;

  synchronized byte[] spare(int bytes) {
    var free = spare;
    spare = null;
    return free != null && free.length == bytes ? free : new byte[bytes];
  }

  /** Gives an array for the next picture; a picture that nobody took is thrown away. */
  synchronized byte[] offer(Frame frame) {
    var missed = waiting;
    waiting = frame;
    lost = null;
    notifyAll();
    return missed != null ? missed.bgr() : spare(frame.bgr().length);
  }

  /** What was not looked at yet was the past. */
  synchronized void lose(String why) {
    waiting = null;
    lost = why;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits for what is next. */
  void giveTo(CameraFeed.Viewer viewer) throws InterruptedException {
    Frame frame;
    String why;
    synchronized (this) {
      while (waiting == null && lost == null && !closed) {
        wait();
      }
      frame = waiting;
      why = lost;
      waiting = null;
      lost = null;
    }
    if (frame != null) {
      try {
        viewer.see(frame);
      } finally {
        giveBack(frame.bgr());
      }
    } else if (why != null) {
      viewer.lose(why);
    }
  }

  private synchronized void giveBack(byte[] bgr) {
    spare = bgr;
  }
}
