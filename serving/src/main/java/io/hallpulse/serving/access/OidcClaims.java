package io.hallpulse.serving.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a provider's claims about somebody mean here: a role and limits, or no entry. */
@Singleton
final class OidcClaims {
  /** Stands before the provider's subject; no local account's name has a colon. */
  static final String PREFIX = "oidc:";

  private static final String ALL = "*";

  private final OidcSettings settings;
  private final Clock clock;

  OidcClaims(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The account of whom the claims tell. */
  Account account(JWTClaimsSet claims) {
    var subject = String.valueOf(claims.getSubject());
    if (!subject.matches("[\\x21-\\x7e]{1,255}")) {
      throw refused("The identity provider's subject is no name: " + subject);
    }
    return new Account(
        PREFIX + subject,
        role(claims, subject),
        limit(claims, settings.districtClaim(), subject),
        limit(claims, settings.hallClaim(), subject),
        false,
        clock.instant(),
        claims.getClaim("preferred_username") instanceof String name ? name : null);
  }

  private Role role(JWTClaimsSet claims, String subject) {
    var words = words(claims, settings.roleClaim());
    return settings.rolesByWord().entrySet().stream()
        .filter(role -> words.contains(role.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.NO_ROLE,
                    "The identity provider gives %s no role here: its claim %s is %s"
                        .formatted(subject, settings.roleClaim(), words)));
  }

  /** Without a word about the limit there is no entry: a provider's slip must not open all. */
  private static @Nullable String limit(JWTClaimsSet claims, String claim, String subject) {
    if (claim.isEmpty()) {
      return null;
    }
    var words = words(claims, claim);
    if (words.size() != 1) {
      throw new ServingException(
          Reason.NO_ROLE,
          "The identity provider must say one %s of %s, or *, but says %s"
              .formatted(claim, subject, words));
    }
    return words.get(0).equals(ALL) ? null : words.get(0);
  }

  private static List<String> words(JWTClaimsSet claims, String path) {
    Object found = claims.getClaims();
    for (var step : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(step) : null;
    }
    if (found instanceof Collection<?> several) {
      return several.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
    return found instanceof String one ? List.of(one) : List.of();
  }

  static ServingException refused(String why) {
    return new ServingException(Reason.NOT_AUTHENTICATED, why);
  }
}
