package io.hallpulse.serving.access;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hallpulse.serving.RunningServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in at an OpenID provider over HTTP, as a browser and as a service do. */
class OidcTest {
  private static final String AUDIENCE = "hallpulse-api";
  private static final Map<String, Object> MANAGER =
      Map.of("realm", Map.of("roles", List.of("guest", "hall-managers")), "district", "370213");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningServer server;
  private static IdentityProvider provider;

  @BeforeAll
  static void start() throws IOException {
    provider = new IdentityProvider(0);
    server =
        new RunningServer(
            RunningServer.newBroker(),
            Map.ofEntries(
                Map.entry("hallpulse.oidc.issuer", provider.issuer()),
                Map.entry("hallpulse.oidc.client-id", IdentityProvider.CLIENT),
                Map.entry("hallpulse.oidc.client-secret", IdentityProvider.SECRET),
                Map.entry("hallpulse.oidc.audience", AUDIENCE),
                Map.entry(
                    "hallpulse.oidc.roles", "hall-admins=administrator,hall-managers=manager"),
                Map.entry("hallpulse.oidc.role-claim", "realm.roles"),
                Map.entry("hallpulse.oidc.district-claim", "district"),
                Map.entry("hallpulse.oidc.label", "City login"),
                Map.entry("hallpulse.limit.failures", "1000"),
                Map.entry("hallpulse.public-url", "http://wall.test")));
  }

  @AfterAll
  static void stop() {
    server.stop();
    provider.close();
  }

  @BeforeEach
  void nothingIsWrong() {
    provider.claims = MANAGER;
    provider.fault = UnaryOperator.identity();
  }

  @AfterEach
  void localAccountsGoOn() {
    var me =
        server.get(
            "/api/v1/me", "Authorization", RunningServer.basic("admin", RunningServer.PASSWORD));
    assertThat(json(me).path("role").asText()).isEqualTo("administrator");
    assertThat(json(me).path("identity_provider").asText()).isEqualTo("City login");
  }

  @Test
  void whoSignsInThereHasASessionHereWithTheClaimedRoleAndDistrict() {
    var session = cookie(comeBack(visit()), "hallpulse_session");

    var me = json(server.get("/api/v1/me", "Cookie", session));
    assertThat(me.path("name").asText()).isEqualTo("oidc:someone");
    assertThat(me.path("role").asText()).isEqualTo("manager");
    assertThat(me.path("district").asText()).isEqualTo("370213");
    assertThat(audited("LOGIN", "oidc:someone")).contains("identity provider");
  }

  @Test
  void anAnswerCountsOnceAndOnlyInTheBrowserThatAsked() {
    var first = visit();
    assertThat(where(get(first.back(), ""))).isEqualTo("/?login=not-authenticated");
    assertThat(where(comeBack(first))).isEqualTo("/?login=not-authenticated");

    var second = visit();
    assertThat(where(comeBack(second))).isEqualTo("/");
    assertThat(where(comeBack(second))).isEqualTo("/?login=not-authenticated");

    var forged = visit();
    var unasked = URI.create(forged.back().toString().replaceFirst("state=[^&]*", "state=made-up"));
    assertThat(where(get(unasked, forged.cookie()))).isEqualTo("/?login=not-authenticated");
  }

  @Test
  void aCodeOfAnotherSignInIsRefused() {
    var mine = visit();
    var others = IdentityProvider.query(visit().back()).get("code").get(0);

    var mixed = URI.create(mine.back().toString().replaceFirst("code=[^&]*", "code=" + others));

    assertThat(where(get(mixed, mine.cookie()))).isEqualTo("/?login=not-authenticated");
  }

  @Test
  void anIdentityThatIsNotForUsNowIsRefused() {
    var past = new Date(System.currentTimeMillis() - 120_000);
    assertRefused(claims -> claims.claim("nonce", "another"), "nonce");
    assertRefused(claims -> claims.claim("nonce", null), "nonce");
    assertRefused(claims -> claims.issuer("http://127.0.0.1:1"), "iss");
    assertRefused(claims -> claims.audience("another"), "aud");
    assertRefused(claims -> claims.expirationTime(past), "xpired");
  }

  private static void assertRefused(UnaryOperator<JWTClaimsSet.Builder> fault, String why) {
    provider.fault = fault;
    assertThat(where(comeBack(visit()))).isEqualTo("/?login=not-authenticated");
    assertThat(audited("LOGIN_FAILED", "identity provider")).contains(why);
  }

  @Test
  void withoutARoleOrALimitNobodyComesIn() {
    provider.claims = Map.of("realm", Map.of("roles", List.of("guest")), "district", "370213");
    assertThat(where(comeBack(visit()))).isEqualTo("/?login=no-role");
    assertThat(audited("LOGIN_FAILED", "identity provider")).contains("no role here", "[guest]");

    provider.claims = Map.of("realm", Map.of("roles", List.of("hall-managers")));
    assertThat(where(comeBack(visit()))).isEqualTo("/?login=no-role");

    provider.claims = Map.of("realm", Map.of("roles", "hall-managers"), "district", "*");
    var me = server.get("/api/v1/me", "Cookie", cookie(comeBack(visit()), "hallpulse_session"));
    assertThat(json(me).path("district").isNull()).isTrue();
  }

  @Test
  void anAccountOfTheProviderIsNoLocalOneAndCanBeDisabled() {
    provider.claims = Map.of("sub", "admin", "realm", MANAGER.get("realm"), "district", "*");
    var session = cookie(comeBack(visit()), "hallpulse_session");
    assertThat(json(server.get("/api/v1/me", "Cookie", session)).path("role").asText())
        .isEqualTo("manager");

    var password =
        server.asAdmin("POST", "/api/v1/accounts/oidc:admin/password", "application/json", "{}");
    assertThat(password.statusCode()).isEqualTo(400);
    assertThat(
            server
                .get("/api/v1/me", "Authorization", RunningServer.basic("oidc:admin", "anything"))
                .statusCode())
        .isEqualTo(401);
    var disabled =
        server.asAdmin(
            "PUT",
            "/api/v1/accounts/oidc:admin",
            "application/json",
            "{\"role\":\"manager\",\"disabled\":true}");
    assertThat(disabled.statusCode()).as(disabled.body()).isEqualTo(200);
    assertThat(People.isSignedIn(server, "Cookie", session)).isFalse();
    assertThat(where(comeBack(visit()))).isEqualTo("/?login=not-authenticated");
    assertThat(bearer(provider.token(provider.claims(AUDIENCE).build())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aServiceComesWithAToken() {
    var answer = bearer(provider.token(provider.claims(AUDIENCE).build()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("name").asText()).isEqualTo("oidc:someone");
    assertThat(audited("LOGIN", "oidc:someone")).isNotEmpty();
    provider.claims = Map.of("district", "*");
    assertThat(bearer(provider.token(provider.claims(AUDIENCE).build())).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTokenThatIsNotForUsNowIsRefused() throws JOSEException {
    var good = provider.claims(AUDIENCE).build();
    var past = new Date(System.currentTimeMillis() - 120_000);
    var future = new Date(System.currentTimeMillis() + 120_000);
    assertNoToken(provider.token(provider.claims(IdentityProvider.CLIENT).build()));
    assertNoToken(provider.token(provider.claims(AUDIENCE).issuer("http://127.0.0.1:1").build()));
    assertNoToken(provider.token(provider.claims(AUDIENCE).expirationTime(past).build()));
    assertNoToken(provider.token(provider.claims(AUDIENCE).expirationTime(null).build()));
    assertNoToken(provider.token(provider.claims(AUDIENCE).notBeforeTime(future).build()));
    assertNoToken(new PlainJWT(good).serialize());
    assertNoToken("no.token.at-all");
    var strange = IdentityProvider.newKey(JWSAlgorithm.RS256);
    assertNoToken(IdentityProvider.signed(good, strange, JWSAlgorithm.RS256).serialize());
    assertNoToken(provider.token(good).replaceFirst("\\.[^.]*\\.", ".e30."));
    var byMac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good);
    byMac.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
    assertNoToken(byMac.serialize());
  }

  private static void assertNoToken(String token) {
    var answer = bearer(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
  }

  @Test
  void aRotatedKeyIsFoundAndTheOldOneIsNoMore() throws IOException {
    // Of its own: how often keys are asked for is limited.
    try (var rotating = new IdentityProvider(0)) {
      var own = new OidcProvider(settings(rotating.issuer()));
      var before = rotating.token(rotating.claims(AUDIENCE).build());
      assertThat(own.bearer(before).getSubject()).isEqualTo("someone");

      rotating.rotate();

      var after = rotating.token(rotating.claims(AUDIENCE).build());
      assertThat(own.bearer(after).getSubject()).isEqualTo("someone");
      assertThat(reason(() -> own.bearer(before))).contains("refused");
    }
  }

  @Test
  void aProviderThatIsDownIsNamedAndComesBack() throws IOException {
    int port = freePort();
    var own = new OidcProvider(settings("http://127.0.0.1:" + port));
    assertThat(reason(own::metadata))
        .contains("identity provider http://127.0.0.1:" + port, "Local accounts go on");

    try (var late = new IdentityProvider(port)) {
      assertThat(own.bearer(late.token(late.claims(AUDIENCE).build())).getSubject())
          .isEqualTo("someone");
    }
  }

  @Test
  void aProviderThatCallsItselfOtherwiseIsRefused() throws IOException {
    try (var other = new IdentityProvider(0)) {
      var own = new OidcProvider(settings(other.issuer().replace("127.0.0.1", "localhost")));
      assertThat(reason(own::metadata)).contains("does not answer as it should");
    }
  }

  private static OidcSettings settings(String issuer) {
    var known = server.bean(OidcSettings.class);
    return new OidcSettings(
        issuer,
        known.clientId(),
        "",
        "",
        AUDIENCE,
        "openid",
        known.roles(),
        "roles",
        "",
        "",
        "",
        known.settings());
  }

  private static String reason(Runnable action) {
    try {
      action.run();
    } catch (io.hallpulse.serving.problem.ServingException e) {
      return e.detail();
    }
    throw new AssertionError("It was not refused");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A browser that was at the provider: where it is sent back to, and its cookie. */
  private record Visit(URI back, String cookie) {}

  private static Visit visit() {
    var away = get(server.at("/api/v1/login/oidc"), "");
    assertThat(away.statusCode()).as(away.body()).isEqualTo(302);
    assertThat(away.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly; SameSite=Lax");
    var to = URI.create(where(away));
    assertThat(IdentityProvider.query(to)).containsKeys("state", "nonce", "code_challenge");
    var back = URI.create(where(get(to, "")));
    // The wall is known by another name outside; here it has its port.
    return new Visit(
        server.at(back.getRawPath() + "?" + back.getRawQuery()), cookie(away, "hallpulse_oidc"));
  }

  private static HttpResponse<String> comeBack(Visit visit) {
    return get(visit.back(), visit.cookie());
  }

  private static String where(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(answer.body()));
  }

  private static String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.replaceFirst(";.*", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError(answer.headers().map()));
  }

  private static HttpResponse<String> bearer(String token) {
    return server.get("/api/v1/me", "Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> get(URI address, String cookie) {
    var request = HttpRequest.newBuilder(address);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The details of what the audit says last of that. */
  private static String audited(String action, String subject) {
    var rows = json(server.asAdmin("GET", "/api/v1/audit?limit=200", "application/json", ""));
    for (var row : rows) {
      if (row.path("action").asText().equals(action)
          && row.path("subject").asText().equals(subject)) {
        return row.path("detail").asText();
      }
    }
    return "";
  }
}
