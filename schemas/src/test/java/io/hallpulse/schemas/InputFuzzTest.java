package io.hallpulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.event.JsonLine.OfEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes from outside is read or refused with a reason. In a build the inputs kept in the
 * repository and their like are tried; how to search for new ones is told in docs/dirty-input.md.
 */
class InputFuzzTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/event_batch");

  private final AvroCodec<EventBatch> codec = AvroCodec.batches();

  static Stream<byte[]> records() {
    return golden("v1/full.bin", "v1/sparse.bin", "v2/full.bin", "v2/sparse.bin");
  }

  @MethodSource("records")
  @FuzzTest(maxDuration = "10m")
  void anyRecordIsReadOrRefused(byte[] record) {
    if (codec.decode(record) instanceof Accepted<EventBatch> batch) {
      assertThat(codec.decode(codec.encode(batch.value()))).isEqualTo(batch);
    } else {
      assertThat(reason(codec.decode(record))).isNotBlank();
    }
  }

  static Stream<byte[]> lines() {
    return golden("v2/full.jsonl", "v2/sparse.jsonl")
        .flatMap(file -> new String(file, StandardCharsets.UTF_8).lines())
        .map(line -> line.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("lines")
  @FuzzTest(maxDuration = "10m")
  void anyLineIsReadOrRefused(byte[] bytes) {
    var line = new String(bytes, StandardCharsets.UTF_8);
    var read = EventJson.read(line);
    if (read instanceof Accepted<JsonLine> accepted) {
      if (accepted.value() instanceof OfEvent event) {
        assertThat(EventJson.read(EventJson.write(event.event()))).isEqualTo(read);
      }
    } else {
      assertThat(reason(read)).isNotBlank();
    }
  }

  private static String reason(Parsed<?> parsed) {
    return ((Rejected<?>) parsed).reason();
  }

  private static Stream<byte[]> golden(String... files) {
    return Stream.of(files)
        .map(
            file -> {
              try {
                return Files.readAllBytes(GOLDEN.resolve(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
