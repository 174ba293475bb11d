package io.hallpulse.agent.vision.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key for each visitor's template, and who the visitor is: without it the templates are noise.
 * The ring is sealed with a master key of its own file, {@code ring-N.key}. Whenever the ring
 * changes it is sealed anew with a new master key and the old one is destroyed, so a copy of an old
 * ring opens nothing, and what was taken off the ring is gone wherever copies lie. The master key
 * must never be backed up.
 */
final class KeyRing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final Pattern RING = Pattern.compile("ring-([0-9]{1,18})\\.sealed");

  /**
   * @param recordId where the template lies; random, so that the file of templates names nobody
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(
      String visitorToken, String recordId, String modelHash, Instant expires, byte[] key) {}

  private final Path directory;
  private final Map<String, Entry> entries = new HashMap<>();
  private long number;

  KeyRing(Path directory) throws IOException {
    this.directory = directory;
    for (long each : numbers()) {
      if (number == 0 && open(each)) {
        number = each;
      } else {
        // Older than what could be opened, or torn while it was written.
        destroy(each);
      }
    }
  }

  Optional<Entry> of(String visitorToken) {
    return Optional.ofNullable(entries.get(visitorToken));
  }

  Collection<Entry> all() {
    return List.copyOf(entries.values());
  }

  void put(Entry entry) throws IOException {
    entries.put(entry.visitorToken(), entry);
    save();
  }

  void remove(Collection<String> visitorTokens) throws IOException {
    entries.keySet().removeAll(visitorTokens);
    save();
  }

  /** Everything is forgotten at once. */
  void destroy() throws IOException {
    entries.clear();
    for (long each : numbers()) {
      destroy(each);
    }
    number = 0;
  }

  private void save() throws IOException {
    long next = number + 1;
    var master = Sealed.newKey();
    try {
      var sealed = Sealed.lock(master, json().encode().getBytes(UTF_8), about(next));
      Disk.write(key(next), master);
      Disk.write(ring(next), sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The ring of keys cannot be sealed", e);
    }
    long old = number;
    number = next;
    if (old > 0) {
      destroy(old);
    }
  }

  private boolean open(long each) throws IOException {
    if (!Files.exists(key(each)) || !Files.exists(ring(each))) {
      return false;
    }
    try {
      var bytes =
          Sealed.open(Files.readAllBytes(key(each)), Files.readAllBytes(ring(each)), about(each));
      var array = new JsonArray(new String(bytes, UTF_8));
      for (int i = 0; i < array.size(); i++) {
        var json = array.getJsonObject(i);
        entries.put(json.getString("visitor_token"), entry(json));
      }
      return true;
    } catch (GeneralSecurityException e) {
      LOG.warn("The ring of keys {} cannot be opened and is destroyed: {}", each, e.getMessage());
      return false;
    }
  }

  private List<Long> numbers() throws IOException {
    var numbers = new ArrayList<Long>();
    try (var files = Files.list(directory)) {
      files
          .map(file -> RING.matcher(file.getFileName().toString().replace(".key", ".sealed")))
          .filter(matcher -> matcher.matches())
          .map(matcher -> Long.parseLong(matcher.group(1)))
          .distinct()
          .sorted((one, other) -> Long.compare(other, one))
          .forEach(numbers::add);
    }
    return numbers;
  }

  private void destroy(long each) throws IOException {
    // The key first: from here on the ring is noise, whatever happens to it.
    Disk.destroy(key(each));
    Disk.destroy(ring(each));
  }

  private JsonArray json() {
    var array = new JsonArray();
    for (var entry : entries.values()) {
      array.add(
          new JsonObject()
              .put("visitor_token", entry.visitorToken())
              .put("record_id", entry.recordId())
              .put("model_hash", entry.modelHash())
              .put("expires", entry.expires().toString())
              .put("key", entry.key()));
    }
    return array;
  }

  private static Entry entry(JsonObject json) {
    return new Entry(
        json.getString("visitor_token"),
        json.getString("record_id"),
        json.getString("model_hash"),
        Instant.parse(json.getString("expires")),
        json.getBinary("key"));
  }

  private static String about(long number) {
    return "hallpulse ring " + number;
  }

  private Path key(long number) {
    return directory.resolve("ring-%d.key".formatted(number));
  }

  private Path ring(long number) {
    return directory.resolve("ring-%d.sealed".formatted(number));
  }
}
