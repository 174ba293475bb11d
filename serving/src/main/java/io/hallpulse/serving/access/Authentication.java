package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.access.RecentPasswords;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;

/**
 * Finds out who sent a request: by HTTP Basic, by a token of the identity provider, by the
 * session's cookie, or nobody known.
 */
@Singleton
final class Authentication {
  /** What stands before a device's id in the user name; no account's name has a slash. */
  static final String DEVICE = "device/";

  /** What stands before a program's name; it runs beside this one, and no person signs in as it. */
  private static final String PROGRAM = "program/";

  static final String LAUNCHER = PROGRAM + "launcher";

  private static final String BEARER = "Bearer ";

  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final DeviceCredentials devices;
  private final Audit audit;
  private final LoginLimit limit;
  private final OidcSettings oidc;
  private final OidcProvider provider;
  private final OidcClaims claims;
  private final Map<String, Program> programs;
  private final RecentPasswords recent = new RecentPasswords();

  Authentication(
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      DeviceCredentials devices,
      Audit audit,
      LoginLimit limit,
      OidcSettings oidc,
      OidcProvider provider,
      OidcClaims claims,
      Settings settings) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.devices = devices;
    this.audit = audit;
    this.limit = limit;
    this.oidc = oidc;
    this.provider = provider;
    this.claims = claims;
    this.programs =
        Map.of(
            // It asks how the installation does.
            PROGRAM + "status",
            new Program(Role.VIEWER, settings.statusPassword()),
            // It imports reference data, enrols the demo's agent, asks for reports.
            LAUNCHER,
            new Program(Role.ADMINISTRATOR, settings.launcherPassword()));
  }

  /**
   * A program of this installation; no person changes its password.
   *
   * @param password null if it is not let in
   */
  private record Program(Role role, @Nullable String password) {
    boolean isHis(String given) {
      return password != null
          && MessageDigest.isEqual(given.getBytes(UTF_8), password.getBytes(UTF_8));
    }
  }

  Caller identify(HttpRequest<?> request) throws SQLException {
    var header = request.getHeaders().get("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? bearer(header.substring(BEARER.length()).strip(), request)
          : basic(header, request);
    }
    var token = SessionCookie.of(request);
    return token.isEmpty()
        ? Caller.anonymous(request)
        : sessions
            .use(token.get())
            .map(account -> Caller.of(account, request, true))
            .orElse(Caller.anonymous(request));
  }

  /** The account of that name and password; each failure is kept and counts. */
  Account login(String name, String password, HttpRequest<?> request) throws SQLException {
    var address = Caller.address(request);
    limit.take(name, address);
    var stored = accounts.find(printable(name));
    var hash = stored.map(Accounts.Stored::hash).orElse(null);
    if (stored.isEmpty() || hash == null) {
      passwords.matchesNobody(password);
    } else if (passwords.matches(password, hash) && !stored.get().account().disabled()) {
      limit.giveBack(name, address);
      return stored.get().account();
    }
    throw failed(name, request);
  }

  private Caller basic(String header, HttpRequest<?> request) throws SQLException {
    var given = decoded(header);
    var colon = given.indexOf(':');
    if (colon < 0) {
      throw new ServingException(
          Reason.NOT_AUTHENTICATED, "The header Authorization must be Basic with name:password");
    }
    var name = given.substring(0, colon);
    var password = given.substring(colon + 1);
    if (name.startsWith(DEVICE)) {
      return device(name, password, request);
    }
    return name.startsWith(PROGRAM)
        ? program(name, password, request)
        : person(name, password, request);
  }

  private Caller person(String name, String password, HttpRequest<?> request) throws SQLException {
    // A script sends its password with each request; Argon2 is meant to be slow.
    var stored = accounts.find(printable(name));
    var hash = stored.map(Accounts.Stored::hash).orElse(null);
    if (stored.isPresent()
        && hash != null
        && !stored.get().account().disabled()
        && recent.knows(hash, password)) {
      return Caller.of(stored.get().account(), request, false);
    }
    var account = login(name, password, request);
    var caller = Caller.of(account, request, false);
    audit.add(caller, Action.LOGIN, account.name(), "HTTP Basic");
    if (hash != null) {
      recent.keep(hash, password);
    }
    return caller;
  }

  /** A service with a token of the identity provider; it needs no account here. */
  private Caller bearer(String token, HttpRequest<?> request) throws SQLException {
    if (!oidc.isConfigured()) {
      throw new ServingException(
          Reason.NOT_AUTHENTICATED, "This server knows no identity provider, so no Bearer tokens");
    }
    var address = Caller.address(request);
    limit.take(BEARER, address);
    Account account;
    try {
      account = claims.account(provider.bearer(token));
      if (accounts.find(account.name()).filter(known -> known.account().disabled()).isPresent()) {
        throw OidcClaims.refused("The account %s is disabled".formatted(account.name()));
      }
    } catch (ServingException e) {
      audit.add(Caller.anonymous(request), Action.LOGIN_FAILED, "Bearer token", e.detail());
      throw e;
    }
    limit.giveBack(BEARER, address);
    var caller = Caller.of(account, request, false);
    // A service sends its token with each request: one row in a while says enough.
    if (!recent.knows(BEARER, token)) {
      audit.add(caller, Action.LOGIN, account.name(), "Bearer token");
      recent.keep(BEARER, token);
    }
    return caller;
  }

  private Caller device(String name, String secret, HttpRequest<?> request) throws SQLException {
    var address = Caller.address(request);
    limit.take(name, address);
    var hall = devices.hallOf(printable(name.substring(DEVICE.length())), secret);
    if (hall.isEmpty()) {
      throw failed(name, request);
    }
    limit.giveBack(name, address);
    return Caller.device(name, hall.get(), request);
  }

  /** It has its role over all halls. */
  private Caller program(String name, String password, HttpRequest<?> request) throws SQLException {
    var address = Caller.address(request);
    limit.take(name, address);
    var program = programs.get(name);
    if (program == null || !program.isHis(password)) {
      throw failed(name, request);
    }
    limit.giveBack(name, address);
    var caller = Caller.program(name, program.role(), request);
    if (program.role() == Role.ADMINISTRATOR && !recent.knows(name, password)) {
      audit.add(caller, Action.LOGIN, name, "program");
      recent.keep(name, password);
    }
    return caller;
  }

  private ServingException failed(String name, HttpRequest<?> request) throws SQLException {
    audit.add(Caller.anonymous(request), Action.LOGIN_FAILED, shown(name), "");
    return new ServingException(
        Reason.NOT_AUTHENTICATED, "The name or the password is wrong, or the account is disabled");
  }

  /** People type their password into the wrong field; such a thing must not be kept. */
  static String shown(String name) {
    return name.matches("(device/|program/)?" + AccountController.NAME)
        ? name
        : "(no possible name)";
  }

  private static String printable(String name) {
    return name.replace('\0', ' ');
  }

  private static String decoded(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      return new String(Base64.getDecoder().decode(header.substring(6).trim()), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
