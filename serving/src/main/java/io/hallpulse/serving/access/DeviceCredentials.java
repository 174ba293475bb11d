package io.hallpulse.serving.access;

import java.sql.SQLException;
import java.util.Optional;

/** Knows the enrolled devices. */
public interface DeviceCredentials {
  /** The hall of the device, empty if there is no such device or the secret is not its own. */
  Optional<String> hallOf(String deviceId, String secret) throws SQLException;
}
