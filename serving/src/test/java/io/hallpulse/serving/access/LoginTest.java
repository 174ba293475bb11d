package io.hallpulse.serving.access;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LoginTest {
  private static final RunningServer SERVER = RunningServer.shared();

  private static void make(String name, String role) {
    People.make(SERVER, name, role, "");
  }

  @Test
  void aSessionLastsFromLoginToLogout() {
    make("li.na", "manager");
    var answer = People.login(SERVER, "li.na", People.PASSWORD);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("hallpulse_session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict");
    assertThat(json(answer).path("role").asText()).isEqualTo("manager");
    var cookie = People.cookie(SERVER, "li.na");
    var me = json(SERVER.get("/api/v1/me", "Cookie", cookie));
    assertThat(me.path("signed_in").asBoolean()).isTrue();
    assertThat(me.path("name").asText()).isEqualTo("li.na");

    var left = logout(cookie, "Origin", "http://" + SERVER.at("/").getAuthority());

    assertThat(left.statusCode()).isEqualTo(200);
    assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(People.isSignedIn(SERVER, "Cookie", cookie)).isFalse();
  }

  private static java.net.http.HttpResponse<String> logout(String cookie, String... headers) {
    return SERVER.send(
        HttpRequest.newBuilder(SERVER.at("/api/v1/logout"))
            .header("Cookie", cookie)
            .headers(headers)
            .POST(BodyPublishers.noBody()));
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreTheSame() {
    make("known", "viewer");

    var wrong = People.login(SERVER, "known", "wrong");
    var unknown = People.login(SERVER, "unknown", "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(json(wrong).path("detail")).isEqualTo(json(unknown).path("detail"));
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aCookieIsWorthNothingFromAnotherPage() {
    make("lured", "administrator");
    var cookie = People.cookie(SERVER, "lured");

    assertThat(People.isSignedIn(SERVER, "Cookie", cookie, "Sec-Fetch-Site", "same-site"))
        .isFalse();
    assertThat(logout(cookie, "Origin", "http://127.0.0.1:1").statusCode()).isEqualTo(403);
    assertThat(logout(cookie, "Accept", "application/json").statusCode()).isEqualTo(403);
    assertThat(People.isSignedIn(SERVER, "Cookie", cookie, "Sec-Fetch-Site", "same-origin"))
        .isTrue();
    assertThat(logout(cookie, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionEndsWhenItIsNotUsedAndInAnyCaseAfterTwelveHours() throws SQLException {
    make("sleepy", "viewer");
    var idle = People.cookie(SERVER, "sleepy");
    sql("UPDATE session SET last_used = now() - interval '29 minutes' WHERE account = 'sleepy'");
    assertThat(People.isSignedIn(SERVER, "Cookie", idle)).isTrue();
    sql("UPDATE session SET last_used = now() - interval '31 minutes' WHERE account = 'sleepy'");
    assertThat(People.isSignedIn(SERVER, "Cookie", idle)).isFalse();

    var old = People.cookie(SERVER, "sleepy");
    sql("UPDATE session SET created = now() - interval '13 hours' WHERE account = 'sleepy'");
    assertThat(People.isSignedIn(SERVER, "Cookie", old)).isFalse();
  }

  @Test
  void aChangeOfAnAccountHoldsAtOnce() {
    make("short-lived", "administrator");
    var cookie = People.cookie(SERVER, "short-lived");
    var basic = RunningServer.basic("short-lived", People.PASSWORD);
    assertThat(SERVER.get("/api/v1/accounts", "Authorization", basic).statusCode()).isEqualTo(200);

    change("short-lived", "{\"role\":\"viewer\",\"disabled\":false}");
    assertThat(SERVER.get("/api/v1/accounts", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(SERVER.get("/api/v1/accounts", "Authorization", basic).statusCode()).isEqualTo(403);

    change("short-lived", "{\"role\":\"viewer\",\"disabled\":true}");
    assertThat(People.isSignedIn(SERVER, "Cookie", cookie)).isFalse();
    assertThat(SERVER.get("/api/v1/me", "Authorization", basic).statusCode()).isEqualTo(401);
  }

  private static void change(String name, String body) {
    var changed = SERVER.asAdmin("PUT", "/api/v1/accounts/" + name, "application/json", body);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void aResetPasswordEndsSessionsAndIsShownOnce() {
    make("forgetful", "viewer");
    var cookie = People.cookie(SERVER, "forgetful");

    var reset =
        json(
            SERVER.asAdmin(
                "POST", "/api/v1/accounts/forgetful/password", "application/json", "{}"));

    var made = reset.path("password").asText();
    assertThat(made).hasSizeGreaterThanOrEqualTo(20);
    assertThat(People.isSignedIn(SERVER, "Cookie", cookie)).isFalse();
    assertThat(People.login(SERVER, "forgetful", People.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(People.login(SERVER, "forgetful", made).statusCode()).isEqualTo(200);
  }

  @Test
  void everybodyChangesHisOwnPassword() {
    make("careful", "clerk");
    var basic = RunningServer.basic("careful", People.PASSWORD);
    var change =
        HttpRequest.newBuilder(SERVER.at("/api/v1/me/password"))
            .header("Content-Type", "application/json")
            .header("Authorization", basic)
            .POST(
                BodyPublishers.ofString(
                    "{\"current\":\"%s\",\"password\":\"another long one\"}"
                        .formatted(People.PASSWORD)));

    assertThat(SERVER.send(change).statusCode()).isEqualTo(200);

    assertThat(SERVER.get("/api/v1/me", "Authorization", basic).statusCode()).isEqualTo(401);
    assertThat(People.login(SERVER, "careful", "another long one").statusCode()).isEqualTo(200);
  }

  @Test
  void unusableAccountsAreRefused() {
    assertRefused("{\"name\":\"a b\",\"role\":\"viewer\"}", "A name has");
    assertRefused("{\"name\":\"weak\",\"role\":\"viewer\",\"password\":\"short\"}", "10 to 200");
    assertRefused("{\"name\":\"robot\",\"role\":\"device\"}", "No account can be device");
    assertRefused("{\"name\":\"admin\",\"role\":\"viewer\"}", "already");
    assertRefused("{\"role\":\"viewer\"}", "name is missing");
    assertRefused("{\"name\":\"king\",\"role\":\"king\"}", "king");
  }

  private static void assertRefused(String body, String why) {
    var answer = SERVER.asAdmin("POST", "/api/v1/accounts", "application/json", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText()).contains(why);
  }

  @Test
  void whatPostgresqlHoldsOpensNothing() throws SQLException {
    make("stolen", "administrator");
    var token = People.cookie(SERVER, "stolen").replaceFirst(".*=", "");

    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT encode(token_hash, 'escape'), password_hash FROM session"
                    + " JOIN account ON name = account WHERE name = 'stolen'");
        var row = query.executeQuery()) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).doesNotContain(token);
      assertThat(row.getString(2))
          .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
          .doesNotContain(People.PASSWORD);
    }
  }

  private static void sql(String statement) throws SQLException {
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
