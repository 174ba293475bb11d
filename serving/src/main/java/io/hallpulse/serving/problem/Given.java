package io.hallpulse.serving.problem;

import io.micronaut.core.annotation.Nullable;

/** Checks what stands in a body before anybody works with it. */
public final class Given {
  private Given() {}

  /** Refuses a body that leaves the field out. */
  public static void required(@Nullable Object value, String field) {
    if (value == null) {
      throw new ServingException(
          ServingException.Reason.UNUSABLE_PARAMETER, field + " is missing in the body");
    }
  }
}
