package io.hallpulse.agent.hall;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside events and stays on the device.
 *
 * @param kind {@link #APPOINTMENT}: the id was turned into a ticket; {@link #CONSENT}: a visitor
 *     gave (or took back) one of that id; {@link #SIGNATURE}: the notice of that id was signed
 * @param about the consent's purpose; of a signature the SHA-256 (hex) of what is kept of it
 */
public record Note(
    String kind,
    String id,
    @Nullable String ticketId,
    @Nullable String visitorToken,
    @Nullable String about,
    boolean given,
    long time) {
  public static final String APPOINTMENT = "appointment";
  public static final String CONSENT = "consent";
  public static final String SIGNATURE = "signature";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  /** A consent that counts no longer. */
  public Note takenBack(long at) {
    return new Note(kind, id, ticketId, visitorToken, about, false, at);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Note read(String json) {
    try {
      return JSON.readValue(json, Note.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The store holds a note that cannot be read", e);
    }
  }
}
