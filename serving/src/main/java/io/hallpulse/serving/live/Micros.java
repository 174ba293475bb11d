package io.hallpulse.serving.live;

import io.hallpulse.schemas.event.EventJson;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;

/** Microseconds since 1970, as live records carry time, to instants. */
final class Micros {
  private Micros() {}

  static Instant instant(long micros) {
    return EventJson.instant(micros);
  }

  static @Nullable Instant orNull(@Nullable Long micros) {
    return micros == null ? null : EventJson.instant(micros);
  }
}
