package io.hallpulse.serving.live;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.sse.Event;
import java.util.Optional;

/**
 * One event of the stream, ready to be sent to any number of clients.
 *
 * @param event its name
 * @param hallId the hall that it is about, or {@link #ofDistrict} or {@link #ofTicket}; null if it
 *     is for everyone
 * @param entity what it is about; a later frame of the same event and entity replaces it
 * @param id as the browser sees it, null for none
 * @param json its data
 */
record Frame(
    String event, @Nullable String hallId, String entity, @Nullable String id, String json) {
  private static final String DISTRICT = "district/";
  private static final String TICKET = "ticket/";

  /** Whom a frame is about that is about no one hall. */
  static String ofDistrict(String district) {
    return DISTRICT + district;
  }

  /** The district that a frame is about, empty if it is about a hall. */
  static Optional<String> district(String about) {
    return about.startsWith(DISTRICT)
        ? Optional.of(about.substring(DISTRICT.length()))
        : Optional.empty();
  }

  /** Whom a frame is about that is for the holder of a ticket alone. */
  static String ofTicket(String ticketId) {
    return TICKET + ticketId;
  }

  static boolean isOfTicket(String about) {
    return about.startsWith(TICKET);
  }

  /** A frame of the server itself, for everyone. */
  static Frame ofServer(String event, String json) {
    return new Frame(event, null, "", null, json);
  }

  String key() {
    return event + " " + entity;
  }

  Event<String> toEvent() {
    var named = Event.of(json).name(event);
    return id == null ? named : named.id(id);
  }
}
