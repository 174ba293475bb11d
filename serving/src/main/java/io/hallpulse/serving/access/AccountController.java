package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** The accounts, for the administrator. */
@Controller("/api/v1/accounts")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "people")
final class AccountController {
  static final String NAME = "[a-z0-9][a-z0-9._-]{1,62}";

  private static final int SHORTEST = 10;
  private static final int LONGEST = 200;

  private final Accounts accounts;
  private final Passwords passwords;
  private final Clock clock;

  AccountController(Accounts accounts, Passwords passwords, Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * A new account.
   *
   * @param password at least 10 characters; without it one is made
   */
  record NewAccount(
      String name,
      Role role,
      @Nullable String district,
      @Nullable String hall,
      @Nullable String password) {
    @Override
    public String toString() {
      return "NewAccount[name=%s]".formatted(name);
    }
  }

  /** What may change of an account; a district or hall that is left out is no longer a limit. */
  record Change(Role role, @Nullable String district, @Nullable String hall, boolean disabled) {}

  /**
   * A password to set.
   *
   * @param password at least 10 characters; without it one is made
   */
  record Reset(@Nullable String password) {
    @Override
    public String toString() {
      return "Reset[]";
    }
  }

  /**
   * An account with the password that was made for it.
   *
   * @param password shown this once; null if the caller chose it
   */
  record Made(Account account, @Nullable String password) {
    @Override
    public String toString() {
      return "Made[account=%s]".formatted(account);
    }
  }

  @Get
  @Operation(summary = "All accounts", security = @SecurityRequirement(name = "password"))
  List<Account> all() throws SQLException {
    return accounts.all();
  }

  @Post
  @Operation(
      summary = "Create an account",
      description = "Without a password one is made and shown once.",
      security = @SecurityRequirement(name = "password"))
  Made create(HttpRequest<?> request, @Body NewAccount wanted) throws SQLException {
    Given.required(wanted.name(), "name");
    requireName(wanted.name());
    requireRole(wanted.role());
    var password = password(wanted.password());
    var account =
        new Account(
            wanted.name(),
            wanted.role(),
            wanted.district(),
            wanted.hall(),
            false,
            clock.instant(),
            null);
    if (!accounts.add(Caller.of(request), account, password)) {
      throw new ServingException(
          Reason.UNUSABLE_ACCOUNT, "There is an account %s already".formatted(wanted.name()));
    }
    return new Made(account, wanted.password() == null ? password : null);
  }

  @Put("/{name}")
  @Operation(
      summary = "Change an account",
      description = "Its role, what it is limited to and whether it is disabled; holds at once.",
      security = @SecurityRequirement(name = "password"))
  Account change(HttpRequest<?> request, String name, @Body Change change) throws SQLException {
    requireRole(change.role());
    var before = find(name);
    var after =
        new Account(
            name,
            change.role(),
            change.district(),
            change.hall(),
            change.disabled(),
            before.created(),
            before.shown());
    accounts.change(Caller.of(request), after);
    return after;
  }

  @Post("/{name}/password")
  @Operation(
      summary = "Reset a password",
      description = "Ends all sessions of the account. Without a password one is made, shown once.",
      security = @SecurityRequirement(name = "password"))
  Made reset(HttpRequest<?> request, String name, @Body Reset reset) throws SQLException {
    var account = find(name);
    if (name.startsWith(OidcClaims.PREFIX)) {
      throw new ServingException(
          Reason.UNUSABLE_ACCOUNT,
          "%s has no password here, but at the identity provider".formatted(name));
    }
    var password = password(reset.password());
    accounts.reset(Caller.of(request), name, password);
    return new Made(account, reset.password() == null ? password : null);
  }

  private Account find(String name) throws SQLException {
    if (!name.startsWith(OidcClaims.PREFIX)) {
      requireName(name);
    }
    return accounts
        .find(name)
        .map(Accounts.Stored::account)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_ACCOUNT, "There is no account %s".formatted(name)));
  }

  private String password(@Nullable String wanted) {
    if (wanted == null) {
      return passwords.made();
    }
    requireStrong(wanted);
    return wanted;
  }

  static void requireStrong(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new ServingException(
          Reason.UNUSABLE_ACCOUNT,
          "A password has %d to %d characters, this one %d"
              .formatted(SHORTEST, LONGEST, password.length()));
    }
  }

  private static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw new ServingException(
          Reason.UNUSABLE_ACCOUNT,
          "A name has 2 to 63 characters of a-z, 0-9, dot, line and underscore, got " + name);
    }
  }

  private static void requireRole(Role role) {
    Given.required(role, "role");
    if (!role.isOfPeople()) {
      throw new ServingException(Reason.UNUSABLE_ACCOUNT, "No account can be " + role.key());
    }
  }
}
