package io.hallpulse.agent.vision.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/**
 * The bytes of a model and its hash. What a model made (a template) says by the hash which one it
 * was.
 *
 * @param sha256 in lower-case hex
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ModelFile(String name, byte[] bytes, String sha256) {
  /** One that came with the program. */
  public static ModelFile bundled(String name) {
    try (InputStream in = ModelFile.class.getResourceAsStream("/models/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The model %s is not in this build; was it made with -Dmodels.skip?".formatted(name));
      }
      return of(name, in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("The model %s cannot be read".formatted(name), e);
    }
  }

  /** One that somebody put on this machine. */
  public static ModelFile at(Path path) {
    try {
      return of(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("The model %s cannot be read".formatted(path), e);
    }
  }

  static ModelFile of(String name, byte[] bytes) {
    return new ModelFile(name, bytes, sha256(bytes));
  }

  public Net tensorFlowLite() {
    var model = new MatOfByte(bytes);
    try {
      return Dnn.readNetFromTFLite(model);
    } finally {
      model.release();
    }
  }

  public Net onnx() {
    var model = new MatOfByte(bytes);
    try {
      return Dnn.readNetFromONNX(model);
    } finally {
      model.release();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
