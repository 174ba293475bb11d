package io.hallpulse.serving.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** What PostgreSQL can keep and one Kafka record can carry; anything else is refused on arrival. */
final class Storable {
  /** Far above any real datum and far below the 1 MiB at which a record would block the outbox. */
  static final int LARGEST_BYTES = 256 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private Storable() {}

  /** Why this JSON cannot be kept; the value itself is not repeated, it may not even print. */
  static Optional<String> fault(String json) {
    var bytes = json.getBytes(UTF_8).length;
    if (bytes > LARGEST_BYTES) {
      return Optional.of(
          "is too large: %d bytes, at most %d are kept".formatted(bytes, LARGEST_BYTES));
    }
    try (var parser = JSON.createParser(json)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
            && !isText(parser.getText())) {
          return Optional.of(
              "%s holds a NUL or half a surrogate pair, which no text can keep"
                  .formatted(isText(parser.currentName()) ? parser.currentName() : "a field name"));
        }
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty(); // whoever reads it says better what is wrong
    }
  }

  private static boolean isText(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }
}
