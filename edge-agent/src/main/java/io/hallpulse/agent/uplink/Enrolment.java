package io.hallpulse.agent.uplink;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What serving gave the device when it was enrolled; a file that only the agent reads.
 *
 * @param user and {@code secret}: its name and password at serving
 * @param keys of its batches by epoch, base64; those of older epochs, too, while they drain
 * @param visitorKey of the district, base64
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Enrolment(
    String serving,
    String deviceId,
    String hallId,
    String district,
    long epoch,
    String user,
    String secret,
    Map<Long, String> keys,
    int visitorKeyVersion,
    String visitorKey) {
  private static final JsonMapper JSON = new JsonMapper();

  public Enrolment {
    keys = new TreeMap<>(keys);
  }

  public static @Nullable Enrolment read(Path file) throws IOException {
    return Files.exists(file) ? JSON.readValue(file.toFile(), Enrolment.class) : null;
  }

  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, JSON.writeValueAsBytes(this));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  byte[] key(long ofEpoch) {
    var key = keys.get(ofEpoch);
    if (key == null) {
      throw new IllegalStateException(
          "There is no key for epoch %d of %s".formatted(ofEpoch, deviceId));
    }
    return Base64.getDecoder().decode(key);
  }

  /** With which serving signs links to live video: the newest epoch's. */
  public byte[] videoKey() {
    return key(epoch);
  }

  public byte[] visitorKeyBytes() {
    return Base64.getDecoder().decode(visitorKey);
  }

  @Override
  public String toString() {
    return "Enrolment[%s, hall %s, epoch %d]".formatted(deviceId, hallId, epoch);
  }
}
