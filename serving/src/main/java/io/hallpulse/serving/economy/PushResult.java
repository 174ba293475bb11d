package io.hallpulse.serving.economy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of a push of registry changes.
 *
 * @param accepted lines that were let in
 */
@Schema(name = "RegistryPushResult")
record PushResult(int accepted, List<RejectedLine> rejected) {
  PushResult {
    rejected = List.copyOf(rejected);
  }

  /**
   * A line that was turned away.
   *
   * @param line its number, from 1
   * @param field to blame, empty for the line as a whole
   * @param reason such as BAD_USCC
   * @param text names the value
   */
  @Schema(name = "RegistryRejectedLine")
  record RejectedLine(int line, String field, String reason, String text) {}
}
