package io.hallpulse.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * As whom a program asks serving and Trino.
 *
 * @param password empty if none is known
 */
public record Administrator(String name, String password) {

  private static final String USER = "HALLPULSE_ADMIN_USER";
  private static final String PASSWORD = "HALLPULSE_ADMIN_PASSWORD";

  /** HALLPULSE_ADMIN_USER, admin if there is none, and HALLPULSE_ADMIN_PASSWORD. */
  public static Administrator fromEnvironment() {
    var user = System.getenv(USER);
    return new Administrator(
        user == null || user.isBlank() ? "admin" : user,
        Objects.requireNonNullElse(System.getenv(PASSWORD), ""));
  }

  /** What a program is to find in its environment. */
  public Map<String, String> environment() {
    return Map.of(USER, name, PASSWORD, password);
  }

  public boolean isKnown() {
    return !password.isBlank();
  }

  /** The value of the header Authorization. */
  public String basic() {
    var both = "%s:%s".formatted(name, password);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return name;
  }
}
