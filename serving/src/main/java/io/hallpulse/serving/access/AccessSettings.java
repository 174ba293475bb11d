package io.hallpulse.serving.access;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How this installation lets people in.
 *
 * @param wallIsPublic HALLPULSE_WALL_PUBLIC: whether the wall needs no login
 * @param sessionIdle HALLPULSE_SESSION_IDLE: a session ends when it is not used for so long
 * @param sessionLongest HALLPULSE_SESSION_LONGEST: and in any case after this
 * @param requestsPerMinute HALLPULSE_LIMIT_REQUESTS: to the API, of one account or address
 * @param failuresPerMinute HALLPULSE_LIMIT_FAILURES: wrong passwords of one account from one
 *     address; ten times as many from one address
 */
@Singleton
record AccessSettings(
    @Value("${hallpulse.wall.public:true}") boolean wallIsPublic,
    @Value("${hallpulse.session.idle:30m}") Duration sessionIdle,
    @Value("${hallpulse.session.longest:12h}") Duration sessionLongest,
    @Value("${hallpulse.limit.requests:3000}") int requestsPerMinute,
    @Value("${hallpulse.limit.failures:5}") int failuresPerMinute) {
  AccessSettings {
    positive("HALLPULSE_SESSION_IDLE", sessionIdle.toMillis());
    positive("HALLPULSE_SESSION_LONGEST", sessionLongest.toMillis());
    positive("HALLPULSE_LIMIT_REQUESTS", requestsPerMinute);
    positive("HALLPULSE_LIMIT_FAILURES", failuresPerMinute);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be more than nothing, got " + value);
    }
  }
}
