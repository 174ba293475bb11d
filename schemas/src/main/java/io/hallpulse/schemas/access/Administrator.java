package io.hallpulse.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Objects;

/**
 * As whom a program asks serving and Trino.
 *
 * @param password empty if none is known
 */
public record Administrator(String name, String password) {

  /** HALLPULSE_ADMIN_USER, admin if there is none, and HALLPULSE_ADMIN_PASSWORD. */
  public static Administrator fromEnvironment() {
    return new Administrator(
        Objects.requireNonNullElse(System.getenv("HALLPULSE_ADMIN_USER"), "admin"),
        Objects.requireNonNullElse(System.getenv("HALLPULSE_ADMIN_PASSWORD"), ""));
  }

  public boolean isKnown() {
    return !password.isEmpty();
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
