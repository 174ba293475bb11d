package io.hallpulse.serving.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.grant.VideoLink;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Looks at live video. A link is signed and says all about its look; it must be begun within a
 * minute, and goes on for ten. Which ones have begun is known here, since serving started.
 */
@Singleton
final class Looks {
  static final Duration BEGIN_WITHIN = Duration.ofSeconds(60);
  static final Duration LASTS = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final byte[] key;
  private final Map<VideoLink, Instant> begun = new HashMap<>();

  /**
   * A look that goes on.
   *
   * @param isNew whether this is its beginning, which is to be written down
   */
  record Look(VideoLink link, Instant ends, boolean isNew) {}

  Looks(Settings settings) {
    this.key = key(Objects.requireNonNull(settings.secretKey()));
  }

  /** Of the installation's secret, so that nothing more has to be kept. */
  private static byte[] key(String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal("video links 1".getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  VideoLink link(String counterId, String viewer, boolean clear, Instant now) {
    var until = now.plus(BEGIN_WITHIN).truncatedTo(ChronoUnit.SECONDS);
    return new VideoLink(counterId, viewer, clear, until);
  }

  String query(VideoLink link) {
    return link.query(key);
  }

  /** The look of a link, begun now if it has not been; whose signature is wrong sees nothing. */
  Look look(
      String counterId, String viewer, Function<String, @Nullable String> parameters, Instant now) {
    // Whether it was begun in time is decided below: a look outlives its link.
    var parsed = VideoLink.read(counterId, parameters, key, Instant.EPOCH);
    if (parsed instanceof Parsed.Rejected<VideoLink> rejected) {
      throw new ServingException(Reason.UNUSABLE_LINK, rejected.reason());
    }
    var link = ((Parsed.Accepted<VideoLink>) parsed).value();
    if (!link.viewer().equals(viewer)) {
      throw new ServingException(
          Reason.UNUSABLE_LINK, "The link is of another account than %s".formatted(viewer));
    }
    return begin(link, now);
  }

  private synchronized Look begin(VideoLink link, Instant now) {
    begun.values().removeIf(ends -> !now.isBefore(ends));
    var ends = begun.get(link);
    if (ends != null) {
      return new Look(link, ends, false);
    }
    if (!now.isBefore(link.expires())) {
      throw new ServingException(
          Reason.EXPIRED_LINK, "The link could be begun until %s".formatted(link.expires()));
    }
    if (begun.size() >= MOST) {
      throw ServingException.tooMany("%d looks are going on".formatted(MOST), BEGIN_WITHIN);
    }
    var until = now.plus(LASTS).truncatedTo(ChronoUnit.SECONDS);
    begun.put(link, until);
    return new Look(link, until, true);
  }

  /** It did not come about; the link may be tried again. */
  synchronized void forget(VideoLink link) {
    begun.remove(link);
  }
}
