package io.hallpulse.serving.quality;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * A dead letter.
 *
 * @param origin its place in its topic, by which it is sent again once
 * @param at when the job put it aside
 * @param bytes how long what came is
 * @param text what came, if it is a text
 * @param events the events in it, if it can be read after all: who may not write can still be read
 */
@Schema(name = "DeadLetter")
record Letter(
    String origin,
    String topic,
    Instant at,
    String reason,
    int bytes,
    @Nullable String text,
    @JsonRawValue @Schema(type = "array", implementation = Object.class) String events) {
  private static final AvroCodec<EventBatch> BATCHES = AvroCodec.batches();

  static Letter of(DeadLetter letter, Instant at) {
    var raw = new byte[letter.getRaw().remaining()];
    letter.getRaw().duplicate().get(raw);
    return new Letter(
        "%s/%d/%d/%d"
            .formatted(
                letter.getTopic(), letter.getPartition(), letter.getOffset(), letter.getIndex()),
        letter.getTopic(),
        at,
        letter.getReason(),
        raw.length,
        text(raw),
        events(raw));
  }

  private static String events(byte[] raw) {
    if (BATCHES.decode(raw) instanceof Accepted<EventBatch> batch) {
      return batch.value().getEvents().stream()
          .map(Letter::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return "[]";
  }

  private static String json(Event event) {
    return EventJson.write(event);
  }

  private static @Nullable String text(byte[] raw) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      return text.chars().anyMatch(each -> each < ' ' && each != '\n' && each != '\t')
          ? null
          : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
