package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * At which OpenID provider people may sign in; without an issuer at none. Everything begins with
 * HALLPULSE_OIDC_ in the environment.
 *
 * @param issuer ISSUER: the provider's address, as it stands in its tokens
 * @param clientId CLIENT_ID: as the provider knows this installation
 * @param clientSecret CLIENT_SECRET, or a file with it; empty for a client without one
 * @param clientSecretFile CLIENT_SECRET_FILE
 * @param audience AUDIENCE: whom a service's token must be made for; empty to take no such tokens
 * @param scopes SCOPES: what is asked for, with blanks between
 * @param roles ROLES: the provider's words for our roles, {@code hall-admins=administrator,...}; of
 *     several the first counts
 * @param roleClaim ROLE_CLAIM: where those words stand, with dots into objects
 * @param districtClaim DISTRICT_CLAIM: where the district stands that somebody is limited to; if
 *     set, a token must have it, {@code *} for all
 * @param hallClaim HALL_CLAIM: the same of a hall
 * @param label LABEL: what the button says
 */
@Context
record OidcSettings(
    @Value("${hallpulse.oidc.issuer:}") String issuer,
    @Value("${hallpulse.oidc.client-id:}") String clientId,
    @Value("${hallpulse.oidc.client-secret:}") String clientSecret,
    @Value("${hallpulse.oidc.client-secret-file:}") String clientSecretFile,
    @Value("${hallpulse.oidc.audience:}") String audience,
    @Value("${hallpulse.oidc.scopes:openid profile}") String scopes,
    @Value("${hallpulse.oidc.roles:}") String roles,
    @Value("${hallpulse.oidc.role-claim:roles}") String roleClaim,
    @Value("${hallpulse.oidc.district-claim:}") String districtClaim,
    @Value("${hallpulse.oidc.hall-claim:}") String hallClaim,
    @Value("${hallpulse.oidc.label:OpenID}") String label,
    Settings settings) {
  OidcSettings {
    if (!issuer.isEmpty()) {
      requireSafe(issuer);
      required("CLIENT_ID", clientId);
      required("ROLES", roles);
      if (settings.publicUrl() == null) {
        throw new IllegalArgumentException(
            "HALLPULSE_OIDC_ISSUER needs HALLPULSE_PUBLIC_URL, where the provider sends people");
      }
      if (audience.equals(clientId)) {
        throw new IllegalArgumentException(
            "HALLPULSE_OIDC_AUDIENCE must not be the client id %s: tokens that say who signed in would count as keys"
                .formatted(clientId));
      }
      var unusedRoles = roles(roles);
      var unusedSecret = clientSecretFile.isEmpty() ? "" : secretIn(clientSecretFile);
    }
  }

  boolean isConfigured() {
    return !issuer.isEmpty();
  }

  URI redirect() {
    var url = String.valueOf(settings.publicUrl());
    return URI.create(url.replaceFirst("/$", "") + "/api/v1/login/oidc/callback");
  }

  /**
   * Empty for a client that has none. A file is read each time: a provider may change its secret.
   */
  Optional<String> secret() {
    if (clientSecretFile.isEmpty()) {
      return clientSecret.isEmpty() ? Optional.empty() : Optional.of(clientSecret);
    }
    return Optional.of(secretIn(clientSecretFile));
  }

  private static String secretIn(String file) {
    try {
      var secret = Files.readString(Path.of(file)).strip();
      if (secret.isEmpty()) {
        throw new IllegalArgumentException("HALLPULSE_OIDC_CLIENT_SECRET_FILE is empty: " + file);
      }
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "HALLPULSE_OIDC_CLIENT_SECRET_FILE cannot be read: " + file, e);
    }
  }

  /** In the order of the setting. */
  Map<String, Role> rolesByWord() {
    return roles(roles);
  }

  private static Map<String, Role> roles(String setting) {
    var roles = new LinkedHashMap<String, Role>();
    for (var pair : setting.split(",", -1)) {
      var sides = pair.split("=", -1);
      var role =
          Arrays.stream(Role.values())
              .filter(Role::isOfPeople)
              .filter(each -> sides.length == 2 && each.key().equals(sides[1].strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "HALLPULSE_OIDC_ROLES wants word=role,word=role, got " + pair));
      roles.put(sides[0].strip(), role);
    }
    return roles;
  }

  private static void requireSafe(String issuer) {
    var uri = URI.create(issuer);
    var here = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !(here && "http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(
          "HALLPULSE_OIDC_ISSUER must begin with https:// unless it is on this machine, got "
              + issuer);
    }
  }

  private static void required(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("HALLPULSE_OIDC_%s is not set".formatted(name));
    }
  }

  @Override
  public String toString() {
    return "OidcSettings[issuer=%s, clientId=%s]".formatted(issuer, clientId);
  }
}
