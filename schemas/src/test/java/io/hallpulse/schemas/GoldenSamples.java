package io.hallpulse.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The golden samples in the repository: {@code golden/RECORD/vN} holds the writer's schema, what it
 * wrote ({@code full.bin}, {@code sparse.bin}) and what that says ({@code .jsonl}).
 */
final class GoldenSamples {
  private static final Path ROOT = Path.of("src", "test", "resources", "golden");
  private static final Path PROPOSED = Path.of("target", "golden");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenSamples() {}

  /** One line of {@code golden/fingerprints}: a version of a record and its schema's CRC-64. */
  record Version(String record, int number, String fingerprint) {
    Path folder() {
      return ROOT.resolve(record).resolve("v" + number);
    }

    Schema schema() throws IOException {
      return new Schema.Parser().parse(Files.readString(folder().resolve("schema.avsc")));
    }

    byte[] bytes(String sample) throws IOException {
      return Files.readAllBytes(folder().resolve(sample + ".bin"));
    }

    List<String> lines(String sample) throws IOException {
      return Files.readAllLines(folder().resolve(sample + ".jsonl"));
    }
  }

  static List<Version> versions(String record) throws IOException {
    var file = ROOT.resolve("fingerprints");
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(" "))
          .filter(words -> words[0].equals(record))
          .map(words -> new Version(words[0], Integer.parseInt(words[1].substring(1)), words[2]))
          .toList();
    }
  }

  static String fingerprint(Schema schema) {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }

  /** What a record says, in the fields that its writer knew. */
  static List<String> lines(SpecificRecordBase record, Schema writer) {
    var lines = new ArrayList<String>();
    var object = MAPPER.createObjectNode();
    for (var field : writer.getFields()) {
      var value = record.get(field.name());
      if (!(record instanceof EventBatch) || !field.name().equals("events")) {
        object.set(field.name(), MAPPER.valueToTree(plain(value)));
      }
    }
    lines.add(object.toString());
    if (record instanceof EventBatch batch) {
      batch.getEvents().forEach(event -> lines.add(EventJson.write(event)));
    }
    return lines;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof ByteBuffer bytes) {
      var copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return HexFormat.of().formatHex(copy);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(GoldenSamples::plain).toList();
    }
    if (value instanceof SpecificRecordBase nested) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      nested.getSchema().getFields().forEach(f -> fields.put(f.name(), plain(nested.get(f.pos()))));
      return fields;
    }
    return value instanceof Enum<?> symbol ? symbol.name() : value;
  }

  /** Writes the samples of today's schema and says what to do with them. */
  static String propose(Wire<?> wire, int number) throws IOException {
    var schema = wire.knowing().schema();
    var folder = Files.createDirectories(PROPOSED.resolve(wire.name()).resolve("v" + number));
    Files.writeString(folder.resolve("schema.avsc"), schema.toString(true) + "\n");
    for (var sample : List.of("full", "sparse")) {
      var record = Samples.of(schema, sample.equals("sparse"));
      Files.write(folder.resolve(sample + ".bin"), wire.encode(record));
      Files.write(folder.resolve(sample + ".jsonl"), lines(record, schema));
    }
    return """
        The schema of %1$s has changed and has no golden sample. If the change is meant:
          1. look at schemas/target/golden/%1$s/v%2$d, written just now from today's schema
          2. cp -r schemas/target/golden/%1$s/v%2$d schemas/src/test/resources/golden/%1$s/
          3. echo '%1$s v%2$d %3$s' >> schemas/src/test/resources/golden/fingerprints
          4. commit both with the schema; never change an older version (docs/schemas.md)"""
        .formatted(wire.name(), number, fingerprint(schema));
  }
}
