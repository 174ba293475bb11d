package io.hallpulse.upkeep.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The last batch that the job has turned away, because its writer may not write it.
 *
 * @param reason as the dead letter says it: the rule, then source, epoch and hall
 */
record Denied(String reason, long atMillis) {
  static final Denied NOTHING = new Denied("", Long.MIN_VALUE);

  /** Denials begin with their rule; what cannot be read has other reasons. */
  private static final Pattern DENIAL = Pattern.compile("[A-Z_]+: .*", Pattern.DOTALL);

  /** For so long people are told of it in a sentence. */
  private static final Duration NEWS = Duration.ofHours(1);

  Denied or(String otherReason, long otherAtMillis) {
    return otherAtMillis >= atMillis && DENIAL.matcher(otherReason).matches()
        ? new Denied(otherReason, otherAtMillis)
        : this;
  }

  boolean isNews(Instant now) {
    return !reason.isEmpty() && now.toEpochMilli() - atMillis < NEWS.toMillis();
  }
}
