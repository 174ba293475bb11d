package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hallpulse.schemas.live.LiveHealth;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An index now, with what it is made of.
 *
 * @param parts as in {@code hall.health_daily}
 */
@Schema(name = "LiveScoreDetail")
record HealthDetail(
    HealthNow score, @JsonRawValue @Schema(implementation = Object.class) String parts) {
  static HealthDetail of(LiveHealth score) {
    return new HealthDetail(HealthNow.of(score), score.getParts());
  }
}
