package io.hallpulse.agent.vision.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An ffmpeg that turns a source into raw pictures on its standard output. OpenCV's builds for Java
 * have no FFmpeg; a child process also keeps a decoder's crash or leak out of the agent.
 */
final class Decoder implements AutoCloseable {
  /** The last words of ffmpeg are kept, for whoever asks why there is no picture. */
  private static final int LAST_WORDS = 500;

  private final Process process;
  private final InputStream pictures;
  private final StringBuilder errors = new StringBuilder();

  Decoder(Source source, PictureFormat format) throws IOException {
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
    command.addAll(source.input());
    command.addAll(
        List.of(
            "-an",
            "-vf",
            String.format(
                Locale.ROOT,
                "fps=%s,scale=%d:%d",
                format.framesPerSecond(),
                format.width(),
                format.height()),
            "-pix_fmt",
            "bgr24",
            "-f",
            "rawvideo",
            "-"));
    this.process = new ProcessBuilder(command).start();
    this.pictures = process.getInputStream();
    process.getOutputStream().close();
    var listener = new Thread(this::listen, "ffmpeg-errors");
    listener.setDaemon(true);
    listener.start();
  }

  /** Fills the array with the next picture; false when there is none any more. */
  boolean read(byte[] bgr) throws IOException {
    return pictures.readNBytes(bgr, 0, bgr.length) == bgr.length;
  }

  long pid() {
    return process.pid();
  }

  String lastWords() {
    synchronized (errors) {
      // ffmpeg repeats the address, which often carries the camera's password.
      return errors.toString().strip().replaceAll("//[^/@\\s]*@", "//***@");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void listen() {
    var bytes = new byte[1024];
    try (var in = process.getErrorStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        synchronized (errors) {
          errors.append(new String(bytes, 0, n, UTF_8));
          errors.delete(0, Math.max(0, errors.length() - LAST_WORDS));
        }
      }
    } catch (IOException e) {
      synchronized (errors) {
        errors.append("; its messages ended with: ").append(e.getMessage());
      }
    }
  }
}
