package io.hallpulse.serving.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What somebody is here for; {@link Policy} says what that allows. */
public enum Role {
  /** Nobody known: whoever opens the wall without a login. */
  ANONYMOUS,
  VIEWER,
  MANAGER,
  ANALYST,
  CLERK,
  ADMINISTRATOR,
  /** An agent in a hall; it is enrolled, it has no account. */
  DEVICE;

  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Role of(String key) {
    return Arrays.stream(values())
        .filter(role -> role.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No role is called " + key));
  }

  /** Whether an account may have it. */
  boolean isOfPeople() {
    return this != ANONYMOUS && this != DEVICE;
  }
}
