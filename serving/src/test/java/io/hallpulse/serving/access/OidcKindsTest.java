package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers of every kind that we take, and tokens of kinds that we do not. */
class OidcKindsTest {
  private static final String AUDIENCE = "hallpulse-api";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "RS256, client_secret_basic",
    "RS256, client_secret_post",
    "ES256, client_secret_basic",
    "ES256, client_secret_post"
  })
  void peopleAndServicesComeIn(String algorithm, String method) throws Exception {
    try (var provider = provider(algorithm, method)) {
      assertThat(signIn(provider, settings(provider)).role()).isEqualTo(Role.MANAGER);
      assertThat(bearer(provider, provider.signing).getSubject()).isEqualTo("someone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void aSecretOfAnotherIsRefusedAndANewOneInTheFileHolds(String method) throws Exception {
    try (var provider = provider("RS256", method)) {
      var settings = settings(provider);
      Files.writeString(secretFile(), "another secret");
      assertRefused(() -> signIn(provider, settings), "invalid_grant");

      Files.writeString(secretFile(), IdentityProvider.SECRET + "\n");
      assertThat(signIn(provider, settings).role()).isEqualTo(Role.MANAGER);
    }
  }

  @Test
  void aSecretFileThatIsMissingOrEmptyStopsTheStartAndIsNamed() throws Exception {
    try (var provider = provider("RS256", "client_secret_basic")) {
      Files.writeString(secretFile(), "\n");
      assertThatThrownBy(() -> oidcSettings(provider))
          .hasMessage("HALLPULSE_OIDC_CLIENT_SECRET_FILE is empty: " + secretFile());

      Files.delete(secretFile());
      assertThatThrownBy(() -> oidcSettings(provider))
          .hasMessage("HALLPULSE_OIDC_CLIENT_SECRET_FILE cannot be read: " + secretFile());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void anUnsignedTokenIsRefused(String algorithm) throws Exception {
    assertNoToken(algorithm, key -> PlainJWT::new);
  }

  /** Who takes the algorithm from the token would take the public key for a secret. */
  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void aMacWithThePublicKeyIsRefused(String algorithm) throws Exception {
    assertNoToken(algorithm, key -> claims -> mac(claims, key, publicKey(key)));
    assertNoToken(algorithm, key -> claims -> mac(claims, key, pem(key).getBytes(UTF_8)));
    assertNoToken(
        algorithm,
        key -> claims -> mac(claims, key, key.toPublicJWK().toJSONString().getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void aTokenWhoseKeyIsNotTheNamedOneIsRefused(String algorithm) throws Exception {
    var signed = JWSAlgorithm.parse(algorithm);
    var strange = IdentityProvider.newKey(signed);
    assertNoToken(
        algorithm,
        key ->
            claims ->
                IdentityProvider.signed(
                    claims, key, new JWSHeader.Builder(signed).keyID("another").build()));
    assertNoToken(
        algorithm,
        key ->
            claims ->
                IdentityProvider.signed(
                    claims, strange, new JWSHeader.Builder(signed).keyID(key.getKeyID()).build()));
    assertNoToken(
        algorithm,
        key ->
            claims ->
                IdentityProvider.signed(
                    claims,
                    strange,
                    new JWSHeader.Builder(signed).jwk(strange.toPublicJWK()).build()));
  }

  @ParameterizedTest
  @CsvSource({"RS256, RS512", "RS256, PS256", "RS256, ES256", "ES256, RS256"})
  void anotherAlgorithmIsRefused(String algorithm, String other) throws Exception {
    var used = JWSAlgorithm.parse(other);
    assertNoToken(
        algorithm,
        key -> {
          var fits = JWSAlgorithm.Family.RSA.contains(used) && algorithm.startsWith("RS");
          var with = fits ? key : IdentityProvider.newKey(used);
          return claims ->
              IdentityProvider.signed(
                  claims, with, new JWSHeader.Builder(used).keyID(key.getKeyID()).build());
        });
  }

  /** Neither who signs in nor a service comes in with a token so signed. */
  private void assertNoToken(String algorithm, Function<JWK, Function<JWTClaimsSet, JWT>> signing)
      throws Exception {
    try (var provider = provider(algorithm, "client_secret_basic")) {
      var signer = signing.apply(provider.key());
      assertRefused(() -> bearer(provider, signer), "The token is refused");
      provider.signing = signer;
      assertRefused(() -> signIn(provider, settings(provider)), "The token is refused");
    }
  }

  private interface Attempt {
    Object make() throws Exception;
  }

  private static void assertRefused(Attempt attempt, String why) {
    assertThatThrownBy(attempt::make)
        .isInstanceOfSatisfying(
            ServingException.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTICATED);
              assertThat(refusal.detail()).contains(why);
            });
  }

  private static IdentityProvider provider(String algorithm, String method) throws IOException {
    var provider =
        new IdentityProvider(
            0, JWSAlgorithm.parse(algorithm), ClientAuthenticationMethod.parse(method));
    provider.claims = Map.of("roles", "hall-managers");
    return provider;
  }

  private static Account signIn(IdentityProvider provider, OidcSettings settings)
      throws IOException, InterruptedException {
    var claims = new OidcClaims(settings, Clock.systemUTC());
    var login = new OidcLogin(settings, new OidcProvider(settings), claims, Clock.systemUTC());
    var departure = login.begin();
    var page = HTTP.send(HttpRequest.newBuilder(departure.to()).build(), BodyHandlers.discarding());
    var back = URI.create(page.headers().firstValue("Location").orElseThrow());
    return login.end(back, Optional.of(departure.browser()));
  }

  private JWTClaimsSet bearer(IdentityProvider provider, Function<JWTClaimsSet, JWT> signing)
      throws IOException {
    var token = signing.apply(provider.claims(AUDIENCE).build()).serialize();
    return new OidcProvider(settings(provider)).bearer(token);
  }

  private Path secretFile() {
    return folder.resolve("oidc-secret");
  }

  private OidcSettings settings(IdentityProvider provider) throws IOException {
    Files.writeString(secretFile(), IdentityProvider.SECRET + "\n");
    return oidcSettings(provider);
  }

  private OidcSettings oidcSettings(IdentityProvider provider) {
    return new OidcSettings(
        provider.issuer(),
        IdentityProvider.CLIENT,
        "",
        secretFile().toString(),
        AUDIENCE,
        "openid",
        "hall-managers=manager",
        "roles",
        "",
        "",
        "",
        new Settings(
            "127.0.0.1:1",
            null,
            null,
            null,
            null,
            "x",
            "x",
            null,
            "http://wall.test",
            null,
            null,
            null));
  }

  private static byte[] publicKey(JWK key) {
    try {
      return ((AsymmetricJWK) key).toPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(JWK key) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey(key)));
  }

  private static JWT mac(JWTClaimsSet claims, JWK key, byte[] secret) {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
    try {
      jwt.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt;
  }
}
