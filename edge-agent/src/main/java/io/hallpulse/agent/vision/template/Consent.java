package io.hallpulse.agent.vision.template;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That somebody agreed to the use of the face, and to which text. It stays when the template is
 * gone, since it proves that the template was allowed to be.
 *
 * @param visitorToken the visitor's pseudonym
 * @param textVersion of the notice that was shown
 * @param channel how it was given, such as kiosk-2
 * @param guardianToken the pseudonym of the guardian who agreed for a child
 * @param withdrawnAt null while it holds
 */
public record Consent(
    String visitorToken,
    String textVersion,
    Instant givenAt,
    String channel,
    @Nullable String guardianToken,
    @Nullable Instant withdrawnAt) {
  private static final int OF_AGE = 14;

  /**
   * A consent that was given now; a child's needs a guardian.
   *
   * @param birthDate of the visitor, used here and not kept
   */
  public static Consent given(
      String visitorToken,
      LocalDate birthDate,
      Optional<String> guardianToken,
      String textVersion,
      String channel,
      Instant at,
      LocalDate today) {
    if (birthDate.isAfter(today)) {
      throw new IllegalArgumentException("A date of birth after today: " + birthDate);
    }
    boolean child = Period.between(birthDate, today).getYears() < OF_AGE;
    if (child && guardianToken.isEmpty()) {
      throw new IllegalArgumentException(
          "The visitor is under %d: a guardian must agree".formatted(OF_AGE));
    }
    if (guardianToken.filter(visitorToken::equals).isPresent()) {
      throw new IllegalArgumentException("Nobody is his own guardian");
    }
    return new Consent(
        visitorToken, textVersion, at, channel, child ? guardianToken.orElseThrow() : null, null);
  }

  boolean holds() {
    return withdrawnAt == null;
  }

  Consent withdrawn(Instant at) {
    return new Consent(visitorToken, textVersion, givenAt, channel, guardianToken, at);
  }

  String toJson() {
    var json =
        new JsonObject()
            .put("visitor_token", visitorToken)
            .put("text_version", textVersion)
            .put("given_at", givenAt.toString())
            .put("channel", channel);
    if (guardianToken != null) {
      json.put("guardian_token", guardianToken);
    }
    if (withdrawnAt != null) {
      json.put("withdrawn_at", withdrawnAt.toString());
    }
    return json.encode();
  }

  static Consent fromJson(String line) {
    var json = new JsonObject(line);
    var withdrawn = json.getString("withdrawn_at");
    return new Consent(
        json.getString("visitor_token"),
        json.getString("text_version"),
        Instant.parse(json.getString("given_at")),
        json.getString("channel"),
        json.getString("guardian_token"),
        withdrawn == null ? null : Instant.parse(withdrawn));
  }
}
