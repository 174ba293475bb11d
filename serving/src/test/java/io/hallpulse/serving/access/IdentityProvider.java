package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider over HTTP, small but strict: discovery, keys that rotate, and the code flow
 * with the client's secret in the one way that it takes, its one redirect, PKCE and codes that
 * count once. Whoever comes to its page is signed in with the {@link #claims}.
 */
final class IdentityProvider implements AutoCloseable {
  static final String CLIENT = "hallpulse";
  static final String SECRET = "a secret of the client & its =";

  private final HttpServer server;
  private final Map<String, AuthenticationRequest> codes = new ConcurrentHashMap<>();
  private final JWSAlgorithm algorithm;
  private final ClientAuthenticationMethod method;
  private volatile JWK key;

  /** What it says of whoever comes. */
  volatile Map<String, Object> claims = Map.of();

  /** What is wrong with its ID tokens. */
  volatile UnaryOperator<JWTClaimsSet.Builder> fault = UnaryOperator.identity();

  /** How it signs an ID token. */
  volatile Function<JWTClaimsSet, JWT> signing = this::signed;

  /** One that takes and signs what all must, and does not say so. */
  IdentityProvider(int port) throws IOException {
    this(port, JWSAlgorithm.RS256, ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  IdentityProvider(int port, JWSAlgorithm algorithm, ClientAuthenticationMethod method)
      throws IOException {
    this.algorithm = algorithm;
    this.method = method;
    this.key = newKey(algorithm);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> json(exchange, metadata().toString()));
    server.createContext(
        "/keys", exchange -> json(exchange, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String issuer() {
    return "http://127.0.0.1:" + port();
  }

  void rotate() {
    key = newKey(algorithm);
  }

  JWK key() {
    return key;
  }

  /** A token as a service would show it. */
  String token(JWTClaimsSet claims) {
    return signed(claims).serialize();
  }

  private SignedJWT signed(JWTClaimsSet claims) {
    return signed(claims, key, algorithm);
  }

  JWTClaimsSet.Builder claims(String audience) {
    var builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(audience)
            .subject("someone")
            .issueTime(new Date())
            .expirationTime(new Date(System.currentTimeMillis() + 60_000));
    claims.forEach(builder::claim);
    return builder;
  }

  static SignedJWT signed(JWTClaimsSet claims, JWK key, JWSAlgorithm algorithm) {
    return signed(claims, key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build());
  }

  static SignedJWT signed(JWTClaimsSet claims, JWK key, JWSHeader header) {
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt;
  }

  static JWK newKey(JWSAlgorithm algorithm) {
    var id = UUID.randomUUID().toString();
    try {
      return JWSAlgorithm.Family.EC.contains(algorithm)
          ? new ECKeyGenerator(Curve.P_256).keyID(id).generate()
          : new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private OIDCProviderMetadata metadata() {
    var metadata =
        new OIDCProviderMetadata(
            new Issuer(issuer()), List.of(SubjectType.PUBLIC), URI.create(issuer() + "/keys"));
    metadata.setAuthorizationEndpointURI(URI.create(issuer() + "/authorize"));
    metadata.setTokenEndpointURI(URI.create(issuer() + "/token"));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setIDTokenJWSAlgs(List.of(algorithm));
    if (!method.equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
      metadata.setTokenEndpointAuthMethods(List.of(method));
    }
    return metadata;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    try {
      var asked = AuthenticationRequest.parse(exchange.getRequestURI());
      if (asked.getCodeChallengeMethod() != CodeChallengeMethod.S256
          && !CodeChallengeMethod.S256.equals(asked.getCodeChallengeMethod())) {
        answer(exchange, 400, "text/plain", "S256 is wanted");
        return;
      }
      var code = UUID.randomUUID().toString();
      codes.put(code, asked);
      exchange
          .getResponseHeaders()
          .add(
              "Location",
              "%s?code=%s&state=%s".formatted(asked.getRedirectionURI(), code, asked.getState()));
      answer(exchange, 302, "text/plain", "");
    } catch (ParseException e) {
      answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try {
      var http =
          new HTTPRequest(
              HTTPRequest.Method.POST, URI.create(issuer() + exchange.getRequestURI().getPath()));
      http.setContentType("application/x-www-form-urlencoded");
      http.setAuthorization(exchange.getRequestHeaders().getFirst("Authorization"));
      http.setBody(body);
      var request = TokenRequest.parse(http);
      var grant = (AuthorizationCodeGrant) request.getAuthorizationGrant();
      var asked = codes.remove(grant.getAuthorizationCode().getValue());
      if (!(request.getClientAuthentication() instanceof PlainClientSecret client)
          || !client.getMethod().equals(method)
          || !client.getClientID().getValue().equals(CLIENT)
          || !client.getClientSecret().getValue().equals(SECRET)
          || asked == null
          || !asked.getRedirectionURI().equals(grant.getRedirectionURI())
          || !CodeChallenge.compute(CodeChallengeMethod.S256, grant.getCodeVerifier())
              .equals(asked.getCodeChallenge())) {
        answer(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
        return;
      }
      var claims = claims(CLIENT).claim("nonce", asked.getNonce().getValue());
      json(
          exchange,
          "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
              .formatted(signing.apply(fault.apply(claims).build()).serialize()));
    } catch (GeneralException e) {
      answer(exchange, 400, "application/json", "{\"error\":\"invalid_request\"}");
    }
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    answer(exchange, 200, "application/json", body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", type);
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The query of an address. */
  static Map<String, List<String>> query(URI address) {
    return URLUtils.parseParameters(address.getRawQuery());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
