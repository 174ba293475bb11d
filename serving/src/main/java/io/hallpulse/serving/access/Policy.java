package io.hallpulse.serving.access;

import static io.hallpulse.serving.access.Role.ADMINISTRATOR;
import static io.hallpulse.serving.access.Role.ANALYST;
import static io.hallpulse.serving.access.Role.ANONYMOUS;
import static io.hallpulse.serving.access.Role.CLERK;
import static io.hallpulse.serving.access.Role.DEVICE;
import static io.hallpulse.serving.access.Role.MANAGER;
import static io.hallpulse.serving.access.Role.VIEWER;
import static java.util.Map.entry;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Who may do what, in one table. What does not stand here nobody may. */
@Singleton
public final class Policy {
  /** Personal data that answers may hold. */
  public enum Sight {
    /** Which clerk called a ticket or is on a roster. */
    STAFF_IDS(EnumSet.of(MANAGER, ANALYST, ADMINISTRATOR)),
    /** What a clerk is called. */
    STAFF_NAMES(EnumSet.of(MANAGER, ADMINISTRATOR)),
    /** What a visitor wrote about a service. */
    RATING_WORDS(EnumSet.of(MANAGER, ADMINISTRATOR)),
    /** Who acknowledged an alarm and what he said about it. */
    ALARM_NOTES(EnumSet.of(MANAGER, ADMINISTRATOR)),
    /** Who sits and waits before a camera, now. */
    LIVE_VIDEO(EnumSet.of(MANAGER, ADMINISTRATOR)),
    /** Under which pseudonym a visitor comes back. */
    VISITOR_TOKENS(EnumSet.of(ADMINISTRATOR));

    private final Set<Role> roles;

    Sight(Set<Role> roles) {
      this.roles = roles;
    }
  }

  private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);
  private static final Set<Role> SIGNED_IN =
      EnumSet.of(VIEWER, MANAGER, ANALYST, CLERK, ADMINISTRATOR);
  private static final Set<Role> ADMINISTRATORS = EnumSet.of(ADMINISTRATOR);
  private static final Set<Role> PUTTING_RIGHT = EnumSet.of(MANAGER, ADMINISTRATOR);
  private static final Set<Role> DEVICES = EnumSet.of(DEVICE);
  private static final Set<Role> PUSHING = EnumSet.of(ADMINISTRATOR, DEVICE);
  private static final Set<Role> SEEING_TICKETS = EnumSet.of(MANAGER, ANALYST, ADMINISTRATOR);
  private static final Set<Role> READING_REPORTS =
      EnumSet.of(VIEWER, MANAGER, ANALYST, ADMINISTRATOR);
  private static final Set<Role> ASKING_FOR_REPORTS = EnumSet.of(MANAGER, ANALYST, ADMINISTRATOR);
  private static final Set<Role> RULING = EnumSet.of(MANAGER, ADMINISTRATOR);
  private static final Set<Role> WATCHING = EnumSet.of(MANAGER, ADMINISTRATOR);
  private static final Set<Role> ASKING_IN_SQL = EnumSet.of(MANAGER, ANALYST, ADMINISTRATOR);

  private final Map<String, Set<Role>> rules;

  Policy(AccessSettings settings) {
    var wall = EnumSet.copyOf(SIGNED_IN);
    if (settings.wallIsPublic()) {
      wall.add(ANONYMOUS);
    }
    // Agents fetch reference data.
    var reference = EnumSet.copyOf(wall);
    reference.add(DEVICE);
    this.rules =
        Map.ofEntries(
            entry("GET /health", EVERYONE),
            entry("GET /openapi.yaml", EVERYONE),
            entry("GET /metrics", wall),
            entry("GET /api/v1/live/summary", wall),
            entry("GET /api/v1/live/stream", wall),
            entry("GET /api/v1/live/halls/{hallId}", wall),
            entry("GET /api/v1/live/health", wall),
            entry("GET /api/v1/live/health/{scope}/{id}", wall),
            entry("GET /api/v1/halls/{hallId}/tickets", wall),
            entry("GET /api/v1/halls/{hallId}/cases", wall),
            entry("GET /api/v1/halls/{hallId}/refused", wall),
            entry("GET /api/v1/halls/{hallId}/days", wall),
            entry("GET /api/v1/halls/{hallId}/heat", wall),
            entry("GET /api/v1/halls/{hallId}/figures", wall),
            entry("GET /api/v1/districts/{district}/figures", wall),
            entry("GET /api/v1/map/{district}", wall),
            entry("GET /api/v1/cases/{caseId}", wall),
            entry("GET /api/v1/health/{scope}/{id}", wall),
            entry("GET /api/v1/health/{scope}/{id}/{date}", wall),
            entry("GET /api/v1/health/{scope}/{id}/{date}/slots", wall),
            entry("GET /api/v1/health/{scope}/{id}/{date}/heat", wall),
            entry("GET /api/v1/health/{scope}/{id}/{date}/incidents", SEEING_TICKETS),
            entry("GET /api/v1/health/changes", wall),
            entry("POST /api/v1/rules/preview", RULING),
            entry("GET /api/v1/reference", reference),
            entry("GET /api/v1/reference/{type}", reference),
            entry("GET /api/v1/reference/{type}/{id}", reference),
            entry("GET /api/v1/reference/{type}/{id}/versions", reference),
            entry("PUT /api/v1/reference/{type}/{id}", ADMINISTRATORS),
            entry("POST /api/v1/reference/import", ADMINISTRATORS),
            entry("POST /api/v1/reference/import/items", ADMINISTRATORS),
            // What a hall's query screen tells every visitor; nobody signs in there.
            entry("GET /api/v1/guide", EVERYONE),
            entry("GET /api/v1/me", EVERYONE),
            entry("POST /api/v1/me/password", SIGNED_IN),
            entry("POST /api/v1/login", EVERYONE),
            entry("GET /api/v1/login/oidc", EVERYONE),
            entry("GET /api/v1/login/oidc/callback", EVERYONE),
            entry("POST /api/v1/logout", EVERYONE),
            entry("GET /api/v1/accounts", ADMINISTRATORS),
            entry("POST /api/v1/accounts", ADMINISTRATORS),
            entry("PUT /api/v1/accounts/{name}", ADMINISTRATORS),
            entry("POST /api/v1/accounts/{name}/password", ADMINISTRATORS),
            entry("GET /api/v1/devices", ADMINISTRATORS),
            entry("POST /api/v1/devices", ADMINISTRATORS),
            entry("DELETE /api/v1/devices/{id}", ADMINISTRATORS),
            entry("POST /api/v1/devices/{id}/epoch", DEVICES),
            entry("GET /api/v1/devices/{id}/downlink", DEVICES),
            entry("GET /api/v1/devices/{id}/epochs", ADMINISTRATORS),
            entry("DELETE /api/v1/devices/{id}/epochs/{epoch}", ADMINISTRATORS),
            entry("GET /api/v1/tickets/{ticketId}/rating-token", DEVICES),
            // Who knows a ticket's id holds it; what is told stands on the hall's screens.
            entry("GET /api/v1/tickets/{ticketId}/forecast", EVERYONE),
            entry("GET /api/v1/live/tickets/{ticketId}", EVERYONE),
            entry("POST /api/v1/ratings", EVERYONE),
            // Phones have no login: a token or an id that nobody guesses says what is whose.
            entry("GET /api/v1/ratings/{token}", EVERYONE),
            entry("GET /api/v1/notices/{noticeId}", EVERYONE),
            entry("POST /api/v1/notices/{noticeId}/viewed", EVERYONE),
            entry("PUT /api/v1/devices/{id}/notices/{noticeId}", DEVICES),
            entry("POST /api/v1/devices/{id}/visits", DEVICES),
            entry("GET /api/v1/appointments/offers", EVERYONE),
            entry("GET /api/v1/appointments/slots", EVERYONE),
            entry("POST /api/v1/appointments", EVERYONE),
            entry("GET /api/v1/appointments/{token}", EVERYONE),
            entry("DELETE /api/v1/appointments/{token}", EVERYONE),
            entry("POST /api/v1/consent-withdrawals", RULING),
            entry("GET /api/v1/halls/{hallId}/rectifications", PUTTING_RIGHT),
            entry("POST /api/v1/halls/{hallId}/tickets/{ticketId}/contacted", PUTTING_RIGHT),
            entry("POST /api/v1/halls/{hallId}/tickets/{ticketId}/closed", PUTTING_RIGHT),
            entry("POST /api/v1/halls/{hallId}/tickets/{ticketId}/appeal-upheld", PUTTING_RIGHT),
            entry("POST /api/v1/halls/{hallId}/tickets/{ticketId}/tampered", ADMINISTRATORS),
            entry("POST /api/v1/halls/{hallId}/counters/{counterId}/video", WATCHING),
            entry("GET /api/v1/halls/{hallId}/counters/{counterId}/video/live.mjpeg", WATCHING),
            entry("GET /api/v1/halls/{hallId}/counters/{counterId}/video/hls/{file}", WATCHING),
            entry("GET /api/v1/alerts", wall),
            entry("GET /api/v1/alerts/counts", wall),
            entry("GET /api/v1/halls/{hallId}/alerts", wall),
            entry("POST /api/v1/alerts/{id}/acknowledge", RULING),
            entry("GET /api/v1/economy/definitions", wall),
            entry("GET /api/v1/live/economy/{district}", wall),
            entry("GET /api/v1/live/economy/{district}/combination", wall),
            entry("GET /api/v1/live/economy/{district}/breakdown", wall),
            entry("GET /api/v1/live/economy/{district}/stream", wall),
            entry("GET /api/v1/economy/{district}/indicators", wall),
            entry("GET /api/v1/economy/{district}/indicators/csv", wall),
            entry("GET /api/v1/economy/{district}/combination", wall),
            entry("GET /api/v1/economy/{district}/combination/csv", wall),
            entry("POST /api/v1/economy/{district}/changes", PUSHING),
            entry("GET /api/v1/halls/{hallId}/notices", SEEING_TICKETS),
            entry("GET /api/v1/quality/verdict", SEEING_TICKETS),
            entry("GET /api/v1/quality/faces", SEEING_TICKETS),
            entry("GET /api/v1/quality/dead-letters", ADMINISTRATORS),
            entry(
                "GET /api/v1/quality/halls/{hallId}/events/{source}/{epoch}/{seq}", ADMINISTRATORS),
            entry("GET /api/v1/quality/redrives", SEEING_TICKETS),
            entry("POST /api/v1/quality/redrives", ADMINISTRATORS),
            entry("GET /api/v1/reports", READING_REPORTS),
            entry("GET /api/v1/reports/schedule", READING_REPORTS),
            entry("POST /api/v1/reports", ASKING_FOR_REPORTS),
            entry("GET /api/v1/reports/{id}", READING_REPORTS),
            entry("GET /api/v1/reports/{id}/{file}", READING_REPORTS),
            entry("GET /api/v1/audit", ADMINISTRATORS));
  }

  /**
   * @param route method and path with its variables, such as {@code GET /api/v1/cases/{caseId}}
   */
  boolean allows(Role role, String route) {
    return rules.getOrDefault(route, Set.of()).contains(role);
  }

  Set<String> routes() {
    return rules.keySet();
  }

  boolean allowsSql(Role role) {
    return ASKING_IN_SQL.contains(role);
  }

  boolean allows(Role role, Sight sight) {
    return sight.roles.contains(role);
  }
}
