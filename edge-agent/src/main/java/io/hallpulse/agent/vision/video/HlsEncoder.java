package io.hallpulse.agent.vision.video;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ffmpeg that makes HLS of one view: raw pictures go in, segments come out over HTTP to this
 * program's own memory, so that no picture touches a disk. When it is slower than the camera,
 * pictures are left out.
 */
final class HlsEncoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HlsEncoder.class);

  private final View view;
  private final Process process;
  private final Object lock = new Object();
  private byte @Nullable [] newest;
  private boolean closed;

  HlsEncoder(View view, int width, int height, String target) throws IOException {
    this.view = view;
    this.process =
        new ProcessBuilder(command(width, height, target))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var writer = new Thread(this::keepWriting, "hls-" + view.cameraId());
    writer.setDaemon(true);
    writer.start();
  }

  private static List<String> command(int width, int height, String target) {
    return List.of(
        // Read at all times, so that pictures that come unevenly are shown when they came.
        "ffmpeg",
        "-v",
        "error",
        "-use_wallclock_as_timestamps",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "bgr24",
        "-s",
        width + "x" + height,
        "-i",
        "-",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-tune",
        "zerolatency",
        "-threads",
        "1",
        "-pix_fmt",
        "yuv420p",
        "-force_key_frames",
        "expr:gte(t,n_forced)",
        "-f",
        "hls",
        "-hls_time",
        "1",
        "-hls_list_size",
        "4",
        "-hls_flags",
        "independent_segments",
        "-method",
        "PUT",
        "-hls_segment_filename",
        target + "/%d.ts",
        target + "/" + HlsStore.PLAYLIST);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The array is the encoder's from now on. */
  void offer(byte[] bgr) {
    synchronized (lock) {
      newest = bgr;
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    process.destroyForcibly();
  }

  private void keepWriting() {
    try (var pictures = process.getOutputStream()) {
      for (var next = next(); next != null; next = next()) {
        pictures.write(next);
        pictures.flush();
      }
    } catch (IOException e) {
      // Its end is expected after close; otherwise the next look at this view starts another.
      if (!closed) {
        LOG.warn("The encoder of {} ended: {}", view, e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte @Nullable [] next() throws InterruptedException {
    synchronized (lock) {
      while (newest == null && !closed) {
        lock.wait();
      }
      var next = newest;
      newest = null;
      return closed ? null : next;
    }
  }
}
