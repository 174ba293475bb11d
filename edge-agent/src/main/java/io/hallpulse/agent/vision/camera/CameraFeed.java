package io.hallpulse.agent.vision.camera;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera that is kept going: its decoder is started again, later each time, when it ends or stops
 * giving pictures. A reader that is slower than the camera gets the newest picture and never a
 * queue of old ones.
 */
public final class CameraFeed implements AutoCloseable {
  /** Who looks at the pictures. */
  public interface Viewer {
    /** Called by the feed's looking thread. */
    void see(Frame frame);

    /** There is no picture; the next one may be long in coming. */
    void lose(String why);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CameraFeed.class);

  private final String cameraId;
  private final Source source;
  private final PictureFormat format;
  private final InstantSource clock;
  private final Duration silence;
  private final Viewer viewer;
  private final Newest newest = new Newest();
  private final AtomicLong lastPictureNanos = new AtomicLong();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(CameraFeed::daemon);
  private final Thread reader;
  private final Thread looker;
  private volatile @Nullable Decoder decoder;
  private volatile boolean closed;

  /**
   * @param silence how long without a picture a camera counts as dead; opening one takes seconds
   */
  public CameraFeed(
      String cameraId,
      Source source,
      PictureFormat format,
      Duration silence,
      InstantSource clock,
      Viewer viewer) {
    this.cameraId = cameraId;
    this.source = source;
    this.format = format;
    this.silence = silence;
    this.clock = clock;
    this.viewer = viewer;
    this.reader = new Thread(this::keepReading, "camera-" + cameraId);
    this.looker = new Thread(this::keepLooking, "look-" + cameraId);
  }

  public void start() {
    reader.setDaemon(true);
    looker.setDaemon(true);
    reader.start();
    looker.start();
    long every = Math.max(50, silence.toMillis() / 4);
    var unused =
        watchdog.scheduleWithFixedDelay(this::endIfSilent, every, every, TimeUnit.MILLISECONDS);
  }

  /** Of the ffmpeg that runs now, or -1. */
  long decoderPid() {
    var current = decoder;
    return current == null ? -1 : current.pid();
  }

  @Override
  public void close() {
    closed = true;
    watchdog.shutdownNow();
    newest.close();
    reader.interrupt();
    endDecoder();
  }

  private void keepReading() {
    var wait = BackOff.FIRST;
    while (!closed) {
      long started = System.nanoTime();
      var why = readToTheEnd();
      if (closed) {
        return;
      }
      newest.lose(why);
      wait = wait.afterRunning(Duration.ofNanos(System.nanoTime() - started));
      LOG.warn("Camera {} gives no pictures: {}; next try in {}", cameraId, why, wait.next());
      try {
        Thread.sleep(wait.next().toMillis());
      } catch (InterruptedException e) {
        return; // closed
      }
      wait = wait.longer();
    }
  }

  /** Gives the reason why it ended. */
  private String readToTheEnd() {
    lastPictureNanos.set(System.nanoTime());
    try (var current = new Decoder(source, format)) {
      decoder = current;
      if (closed) {
        return "closed";
      }
      var bgr = newest.spare(format.bytes());
      while (current.read(bgr)) {
        lastPictureNanos.set(System.nanoTime());
        bgr = newest.offer(new Frame(format.width(), format.height(), bgr, clock.instant()));
      }
      var words = current.lastWords();
      return words.isEmpty() ? "ffmpeg ended" : words;
    } catch (IOException e) {
      return "ffmpeg: " + e.getMessage();
    } finally {
      decoder = null;
    }
  }

  private void keepLooking() {
    while (!closed) {
      try {
        newest.giveTo(viewer);
      } catch (InterruptedException e) {
        return; // closed
      } catch (RuntimeException e) {
        // One bad picture must not blind a camera; the count of lost looks is the log's.
        LOG.error("Camera {}: a look failed", cameraId, e);
        viewer.lose("a look failed: " + e.getMessage());
      }
    }
  }

  private void endIfSilent() {
    if (System.nanoTime() - lastPictureNanos.get() > silence.toNanos()) {
      endDecoder();
    }
  }

  private void endDecoder() {
    var current = decoder;
    if (current != null) {
      current.close();
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "camera-watchdog");
    thread.setDaemon(true);
    return thread;
  }
}
