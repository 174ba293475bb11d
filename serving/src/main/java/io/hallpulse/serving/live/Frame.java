package io.hallpulse.serving.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.core.annotation.Nullable;
import java.util.Optional;

/** One server-sent event, in bytes once for any number of clients. */
final class Frame {
  private static final String DISTRICT = "district/";
  private static final String TICKET = "ticket/";

  private final @Nullable String about;
  private final String key;
  private final byte[] bytes;

  /**
   * @param event its name
   * @param about the hall that it is about, or {@link #ofDistrict} or {@link #ofTicket}; null if it
   *     is for everyone
   * @param entity what it tells of; a later frame of the same event and entity replaces it
   * @param id as the browser sees it, null for none
   * @param json its data, in one line
   */
  Frame(String event, @Nullable String about, String entity, @Nullable String id, String json) {
    this.about = about;
    this.key = event + " " + entity;
    var named = "event: %s\ndata: %s\n\n".formatted(event, json);
    this.bytes = (id == null ? named : "id: %s\n%s".formatted(id, named)).getBytes(UTF_8);
  }

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

  @Nullable
  String about() {
    return about;
  }

  String key() {
    return key;
  }

  /** As it is sent; shared, never to be changed. */
  byte[] bytes() {
    return bytes;
  }
}
