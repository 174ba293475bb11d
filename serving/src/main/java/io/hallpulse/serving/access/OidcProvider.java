package io.hallpulse.serving.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenClaimsVerifier;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * The OpenID provider: where its pages are, which keys it signs with, and whether a token is its
 * own. It is asked when somebody comes from it, never at the start, so that all others get in while
 * it is down.
 */
@Singleton
final class OidcProvider {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int SKEW_SECONDS = 30;
  private static final int KEYS_BYTES = 256 * 1024;
  private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

  /** Whoever makes up key names must not have us ask the provider each time. */
  private static final Duration BETWEEN_KEYS = Duration.ofSeconds(10);

  /** Keys known before go on when the provider does not answer. */
  private static final Duration WITHOUT_PROVIDER = Duration.ofHours(1);

  private final OidcSettings settings;
  private @Nullable Known known;

  private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  OidcProvider(OidcSettings settings) {
    this.settings = settings;
  }

  OIDCProviderMetadata metadata() {
    return known().metadata();
  }

  /** What an ID token says, if it is for us and answers this question. */
  JWTClaimsSet identity(JWT token, Nonce nonce) {
    return verified(
        token,
        new IDTokenClaimsVerifier(
                new Issuer(settings.issuer()),
                new ClientID(settings.clientId()),
                nonce,
                SKEW_SECONDS)
            ::verify);
  }

  /** What a service's token says, if it is for us. */
  JWTClaimsSet bearer(String token) {
    if (settings.audience().isEmpty()) {
      throw OidcClaims.refused("This server takes no tokens of services");
    }
    var issuer = new JWTClaimsSet.Builder().issuer(settings.issuer()).build();
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            settings.audience(), issuer, Set.of("sub", "exp"));
    verifier.setMaxClockSkew(SKEW_SECONDS);
    try {
      return verified(JWTParser.parse(token), verifier);
    } catch (ParseException e) {
      throw OidcClaims.refused("The token is no JWT");
    }
  }

  OIDCTokenResponse exchange(TokenRequest request) {
    try {
      var http = request.toHTTPRequest();
      http.setConnectTimeout(PATIENCE_MILLIS);
      http.setReadTimeout(PATIENCE_MILLIS);
      http.setFollowRedirects(false);
      var answer = OIDCTokenResponseParser.parse(http.send());
      if (!answer.indicatesSuccess()) {
        throw OidcClaims.refused(
            "The identity provider refuses the code: "
                + answer.toErrorResponse().getErrorObject().getCode());
      }
      return (OIDCTokenResponse) answer.toSuccessResponse();
    } catch (IOException e) {
      throw unavailable(e);
    } catch (com.nimbusds.oauth2.sdk.ParseException e) {
      throw OidcClaims.refused("The identity provider's answer is no token: " + e.getMessage());
    }
  }

  private JWTClaimsSet verified(JWT token, JWTClaimsSetVerifier<SecurityContext> claims) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, known().keys()));
    processor.setJWTClaimsSetVerifier(claims);
    try {
      return processor.process(token, null);
    } catch (RateLimitReachedException e) {
      throw OidcClaims.refused("The token is refused: no such key is known");
    } catch (KeySourceException e) {
      throw unavailable(e);
    } catch (BadJOSEException | JOSEException e) {
      throw OidcClaims.refused("The token is refused: " + e.getMessage());
    }
  }

  private synchronized Known known() {
    var before = known;
    if (before != null) {
      return before;
    }
    try {
      var metadata =
          OIDCProviderMetadata.resolve(
              new Issuer(settings.issuer()),
              request -> {
                request.setConnectTimeout(PATIENCE_MILLIS);
                request.setReadTimeout(PATIENCE_MILLIS);
                request.setFollowRedirects(false);
              });
      var keys =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, KEYS_BYTES))
              .cache(KEYS_KEPT.toMillis(), PATIENCE_MILLIS)
              .refreshAheadCache(false)
              .rateLimited(BETWEEN_KEYS.toMillis())
              .outageTolerant(WITHOUT_PROVIDER.toMillis())
              .build();
      var found = new Known(metadata, keys);
      known = found;
      return found;
    } catch (GeneralException | IOException e) {
      throw unavailable(e);
    }
  }

  private ServingException unavailable(Exception e) {
    return new ServingException(
        Reason.IDENTITY_PROVIDER_UNAVAILABLE,
        "The identity provider %s does not answer as it should: %s. Local accounts go on"
            .formatted(settings.issuer(), e.getMessage()),
        e);
  }
}
