package io.hallpulse.schemas.grant;

import io.hallpulse.schemas.Parsed;
import java.util.regex.Pattern;

/**
 * Whose key signs a batch: a device's in one of its epochs, or the installation's loader, which
 * stands for all that is no device (replays, the simulator).
 *
 * @param source the device, empty for the loader
 * @param epoch of the device's store, 0 for the loader
 */
public record Signer(String source, long epoch) {
  public static final Signer LOADER = new Signer("", 0);

  private static final Pattern DEVICE = Pattern.compile("([^/]+)/([0-9]{1,18})");

  public static Signer device(String source, long epoch) {
    return new Signer(source, epoch);
  }

  public boolean isLoader() {
    return source.isEmpty();
  }

  static Parsed<Signer> read(String text) {
    if (text.equals("loader")) {
      return new Parsed.Accepted<>(LOADER);
    }
    var device = DEVICE.matcher(text);
    return device.matches()
        ? new Parsed.Accepted<>(device(device.group(1), Long.parseLong(device.group(2))))
        : new Parsed.Rejected<>("signer must be loader or SOURCE/EPOCH, got " + text);
  }

  /** As it stands in a signature. */
  @Override
  public String toString() {
    return isLoader() ? "loader" : source + "/" + epoch;
  }
}
