package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in at an identity provider; a browser is always sent on to the wall. */
@Controller("/api/v1/login/oidc")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "people")
final class OidcController {
  private static final Logger LOG = LoggerFactory.getLogger(OidcController.class);
  private static final String COOKIE = "hallpulse_oidc";
  private static final String SUBJECT = "identity provider";

  private final OidcSettings oidc;
  private final OidcLogin login;
  private final Accounts accounts;
  private final Sessions sessions;
  private final LoginLimit limit;
  private final Audit audit;
  private final boolean https;

  OidcController(
      OidcSettings oidc,
      OidcLogin login,
      Accounts accounts,
      Sessions sessions,
      LoginLimit limit,
      Audit audit,
      Settings settings) {
    this.oidc = oidc;
    this.login = login;
    this.accounts = accounts;
    this.sessions = sessions;
    this.limit = limit;
    this.audit = audit;
    var url = settings.publicUrl();
    this.https = url != null && url.startsWith("https:");
  }

  @Get
  @Operation(
      summary = "Sign in at the identity provider",
      description = "Sends the browser there; 404 if none is configured.")
  @ApiResponse(responseCode = "302", description = "To the identity provider")
  HttpResponse<?> begin() {
    requireConfigured();
    try {
      var departure = login.begin();
      return sent(departure.to().toString())
          .header(
              HttpHeaders.SET_COOKIE, cookie(departure.browser(), OidcLogin.LONGEST.toSeconds()));
    } catch (ServingException e) {
      return refused(e);
    }
  }

  @Get("/callback")
  @Operation(
      summary = "Come back from the identity provider",
      description =
          "Sets the session's cookie and sends the browser to the wall; if that fails, with the"
              + " reason in the query's login.")
  @ApiResponse(responseCode = "302", description = "To the wall")
  HttpResponse<?> end(HttpRequest<?> request) throws SQLException {
    requireConfigured();
    var address = Caller.address(request);
    limit.take(SUBJECT, address);
    Account account;
    try {
      var browser = request.getCookies().findCookie(COOKIE).map(Cookie::getValue);
      account = accounts.keepForeign(login.end(request.getUri(), browser), oidc.issuer());
    } catch (ServingException e) {
      audit.add(Caller.anonymous(request), Action.LOGIN_FAILED, SUBJECT, e.detail());
      return refused(e);
    }
    limit.giveBack(SUBJECT, address);
    audit.add(Caller.of(account, request, true), Action.LOGIN, account.name(), SUBJECT);
    return sent("/")
        .header(HttpHeaders.SET_COOKIE, SessionCookie.set(sessions.open(account), https))
        .header(HttpHeaders.SET_COOKIE, cookie("", 0));
  }

  /** A person sees a page, not a problem; the words are the page's, the details the log's. */
  private MutableHttpResponse<?> refused(ServingException e) {
    LOG.warn("Sign-in at the identity provider: {}", e.detail());
    return sent("/?login=" + e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .header(HttpHeaders.SET_COOKIE, cookie("", 0));
  }

  private void requireConfigured() {
    if (!oidc.isConfigured()) {
      throw new ServingException(
          Reason.NO_IDENTITY_PROVIDER, "No identity provider is configured: HALLPULSE_OIDC_ISSUER");
    }
  }

  private static MutableHttpResponse<?> sent(String to) {
    return HttpResponse.status(io.micronaut.http.HttpStatus.FOUND)
        .header(HttpHeaders.LOCATION, URI.create(to).toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /** Lax, since the provider's page sends the browser back. */
  private String cookie(String value, long seconds) {
    return "%s=%s; Path=/api/v1/login/oidc; HttpOnly; SameSite=Lax; Max-Age=%d%s"
        .formatted(COOKIE, value, seconds, https ? "; Secure" : "");
  }
}
