package io.hallpulse.serving.access;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Signing in at the provider: the authorization code flow with PKCE. What was asked is kept here
 * until the answer comes, and counts once, from the browser alone that was sent away.
 */
@Singleton
final class OidcLogin {
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** More are not kept; the oldest gives way. */
  private static final int MOST = 10_000;

  private final OidcSettings settings;
  private final OidcProvider provider;
  private final OidcClaims claims;
  private final Clock clock;
  private final Map<State, Asked> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<State, Asked> eldest) {
          return size() > MOST;
        }
      };

  private record Asked(State browser, Nonce nonce, CodeVerifier verifier, Instant at) {}

  OidcLogin(OidcSettings settings, OidcProvider provider, OidcClaims claims, Clock clock) {
    this.settings = settings;
    this.provider = provider;
    this.claims = claims;
    this.clock = clock;
  }

  /**
   * Where the browser is sent.
   *
   * @param browser what its cookie must say when it comes back
   */
  record Departure(URI to, String browser) {}

  Departure begin() {
    var metadata = provider.metadata();
    var state = new State();
    var question = new Asked(new State(), new Nonce(), new CodeVerifier(), clock.instant());
    synchronized (asked) {
      asked.put(state, question);
    }
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                Objects.requireNonNull(Scope.parse(settings.scopes())),
                new ClientID(settings.clientId()),
                settings.redirect())
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .state(state)
            .nonce(question.nonce())
            .codeChallenge(question.verifier(), CodeChallengeMethod.S256)
            .build();
    return new Departure(request.toURI(), question.browser().getValue());
  }

  /** Who came back. */
  Account end(URI answer, Optional<String> browser) {
    try {
      var parsed = AuthenticationResponseParser.parse(answer);
      var question = taken(parsed.getState(), browser);
      if (!parsed.indicatesSuccess()) {
        throw OidcClaims.refused(
            "The identity provider says: " + parsed.toErrorResponse().getErrorObject().getCode());
      }
      if (parsed.getIssuer() != null && !parsed.getIssuer().getValue().equals(settings.issuer())) {
        throw OidcClaims.refused("The answer is of another provider: " + parsed.getIssuer());
      }
      var code = parsed.toSuccessResponse().getAuthorizationCode();
      if (code == null) {
        throw OidcClaims.refused("The identity provider's answer has no code");
      }
      var tokens = provider.exchange(tokenRequest(code, question)).getOIDCTokens();
      return claims.account(provider.identity(tokens.getIDToken(), question.nonce()));
    } catch (ParseException e) {
      throw OidcClaims.refused(
          "The identity provider's answer is not understood: " + e.getMessage());
    }
  }

  private Asked taken(State state, Optional<String> browser) {
    Asked question;
    synchronized (asked) {
      question = asked.remove(state);
    }
    if (question == null
        || question.at().plus(LONGEST).isBefore(clock.instant())
        || !browser.map(State::new).equals(Optional.of(question.browser()))) {
      throw OidcClaims.refused("This sign-in was not begun here, is over already or took too long");
    }
    return question;
  }

  private TokenRequest tokenRequest(AuthorizationCode code, Asked question) {
    var metadata = provider.metadata();
    var client = new ClientID(settings.clientId());
    var grant = new AuthorizationCodeGrant(code, settings.redirect(), question.verifier());
    var secret = settings.secret().map(Secret::new);
    if (secret.isEmpty()) {
      return new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant).build();
    }
    var methods = metadata.getTokenEndpointAuthMethods();
    var byPost =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return new TokenRequest.Builder(
            metadata.getTokenEndpointURI(),
            byPost
                ? new ClientSecretPost(client, secret.get())
                : new ClientSecretBasic(client, secret.get()),
            grant)
        .build();
  }
}
