package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;

/** Signing in and out. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "people")
final class LoginController {
  private final Authentication authentication;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Audit audit;
  private final Policy policy;
  private final OidcSettings oidc;
  private final boolean https;

  LoginController(
      Authentication authentication,
      Accounts accounts,
      Sessions sessions,
      Audit audit,
      Policy policy,
      OidcSettings oidc,
      Settings settings) {
    this.authentication = authentication;
    this.accounts = accounts;
    this.sessions = sessions;
    this.audit = audit;
    this.policy = policy;
    this.oidc = oidc;
    var url = settings.publicUrl();
    this.https = url != null && url.startsWith("https:");
  }

  record Credentials(String name, String password) {
    @Override
    public String toString() {
      return "Credentials[name=%s]".formatted(name);
    }
  }

  record NewPassword(String current, String password) {
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  @Get("/me")
  @Operation(summary = "Who I am", description = "Also says so of somebody who is not signed in.")
  Me me(HttpRequest<?> request) {
    return Me.of(Caller.of(request), policy, oidc);
  }

  @Post("/login")
  @Operation(
      summary = "Sign in",
      description =
          "Sets the session's cookie. 429 with Retry-After after too many wrong passwords. Scripts"
              + " need no session, they send HTTP Basic.")
  HttpResponse<Me> login(HttpRequest<?> request, @Body Credentials credentials)
      throws SQLException {
    Given.required(credentials.name(), "name");
    Given.required(credentials.password(), "password");
    var account = authentication.login(credentials.name(), credentials.password(), request);
    var caller = Caller.of(account, request, true);
    audit.add(caller, Action.LOGIN, account.name(), "session");
    var before = SessionCookie.of(request);
    if (before.isPresent()) {
      sessions.close(before.get());
    }
    var token = sessions.open(account);
    return HttpResponse.ok(Me.of(caller, policy, oidc))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.set(token, https));
  }

  @Post("/logout")
  @Operation(summary = "Sign out", description = "Ends the session of the cookie, if there is one.")
  HttpResponse<Me> logout(HttpRequest<?> request) throws SQLException {
    var caller = Caller.of(request);
    var token = SessionCookie.of(request);
    if (token.isPresent()) {
      sessions.close(token.get());
    }
    if (caller.bySession()) {
      audit.add(caller, Action.LOGOUT, caller.name(), "");
    }
    return HttpResponse.ok(Me.of(Caller.anonymous(request), policy, oidc))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.cleared());
  }

  @Post("/me/password")
  @Operation(
      summary = "Change my password",
      description = "Ends all my sessions.",
      security = @SecurityRequirement(name = "password"))
  Me change(HttpRequest<?> request, @Body NewPassword change) throws SQLException {
    var caller = Caller.of(request);
    Given.required(change.current(), "current");
    Given.required(change.password(), "password");
    AccountController.requireStrong(change.password());
    var account = authentication.login(caller.name(), change.current(), request);
    accounts.reset(caller, account.name(), change.password());
    return Me.of(caller, policy, oidc);
  }
}
