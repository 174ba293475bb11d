package io.hallpulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import java.io.IOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {
  static List<Wire<?>> wires() {
    return Wire.all();
  }

  @ParameterizedTest
  @MethodSource("wires")
  void todaysSchemaHasASample(Wire<?> wire) throws IOException {
    var versions = GoldenSamples.versions(wire.name());
    var newest = versions.isEmpty() ? "none" : versions.get(versions.size() - 1).fingerprint();

    if (!newest.equals(wire.knowing().fingerprint())) {
      throw new AssertionError(GoldenSamples.propose(wire, versions.size() + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void noSampleHasBeenChanged(Wire<?> wire) throws IOException {
    var versions = GoldenSamples.versions(wire.name());

    assertThat(versions).isNotEmpty();
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i).number()).isEqualTo(i + 1);
      assertThat(GoldenSamples.fingerprint(versions.get(i).schema()))
          .as("fingerprint of %s", versions.get(i).folder())
          .isEqualTo(versions.get(i).fingerprint());
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void everyVersionSaysWhatItSaidWhenItWasWritten(Wire<?> wire) throws IOException {
    for (var version : GoldenSamples.versions(wire.name())) {
      for (var sample : List.of("full", "sparse")) {
        var record = decoded(wire, version, sample);

        assertThat(GoldenSamples.lines(record, version.schema())).isEqualTo(version.lines(sample));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void theNewestSampleIsWrittenAgainByteForByte(Wire<?> wire) throws IOException {
    var versions = GoldenSamples.versions(wire.name());
    var newest = versions.get(versions.size() - 1);

    for (var sample : List.of("full", "sparse")) {
      assertThat(wire.encode(decoded(wire, newest, sample))).isEqualTo(newest.bytes(sample));
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void noVersionIsBroken(Wire<?> wire) throws IOException {
    for (var version : GoldenSamples.versions(wire.name())) {
      assertThat(Evolution.breaks(version.schema(), wire.knowing().schema()))
          .as("today's schema after %s", version.folder())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void eventsOfEveryVersionAreReadFromTheirLines(Wire<?> wire) throws IOException {
    for (var version : GoldenSamples.versions(wire.name())) {
      for (var sample : List.of("full", "sparse")) {
        if (decoded(wire, version, sample) instanceof EventBatch batch) {
          var lines = version.lines(sample);
          for (int i = 1; i < lines.size(); i++) {
            assertThat(EventJson.read(lines.get(i)))
                .isEqualTo(
                    new Parsed.Accepted<>(new JsonLine.OfEvent(batch.getEvents().get(i - 1))));
          }
        }
      }
    }
  }

  private static SpecificRecordBase decoded(
      Wire<?> wire, GoldenSamples.Version version, String sample) throws IOException {
    var parsed = wire.knowing(version.schema()).decode(version.bytes(sample));
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    return (SpecificRecordBase) ((Parsed.Accepted<?>) parsed).value();
  }
}
