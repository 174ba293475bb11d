package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;

/**
 * Who sent a request.
 *
 * @param name of the account, {@code device/ID} of a device, {@code program/NAME} of a program of
 *     this installation, {@code -} of nobody known
 * @param district that the account is limited to, null for all
 * @param hall that the account is limited to, null for all of the district
 * @param address that the request came from
 * @param shown what an identity provider calls him, if one does
 * @param bySession whether a cookie says who it is, which a browser adds by itself
 */
public record Caller(
    String name,
    Role role,
    @Nullable String district,
    @Nullable String hall,
    String address,
    @Nullable String shown,
    boolean bySession) {
  private static final String ATTRIBUTE = "hallpulse.caller";

  /** Who sent this request; known for every route of the server. */
  public static Caller of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, Caller.class)
        .orElseThrow(() -> new IllegalStateException("Nobody was let in: " + request));
  }

  static Caller anonymous(HttpRequest<?> request) {
    return new Caller("-", Role.ANONYMOUS, null, null, address(request), null, false);
  }

  /** Nobody known, and not from where. */
  static Caller nobody() {
    return new Caller("-", Role.ANONYMOUS, null, null, "-", null, false);
  }

  static Caller device(String name, @Nullable String hall, HttpRequest<?> request) {
    return new Caller(name, Role.DEVICE, null, hall, address(request), null, false);
  }

  static Caller program(String name, Role role, HttpRequest<?> request) {
    return new Caller(name, role, null, null, address(request), null, false);
  }

  static Caller of(Account account, HttpRequest<?> request, boolean bySession) {
    return new Caller(
        account.name(),
        account.role(),
        account.district(),
        account.hall(),
        address(request),
        account.shown(),
        bySession);
  }

  /** Refuses whoever is not that device: each has a say about itself alone. */
  public void requireDevice(String id) {
    if (!name.equals("device/" + id)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s has no say about device %s".formatted(name, id));
    }
  }

  boolean isKnown() {
    return role != Role.ANONYMOUS;
  }

  void enter(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static String address(HttpRequest<?> request) {
    var address = request.getRemoteAddress().getAddress();
    return address == null ? "-" : address.getHostAddress();
  }
}
