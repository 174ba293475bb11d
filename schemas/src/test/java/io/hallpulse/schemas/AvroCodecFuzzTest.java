package io.hallpulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.Parsed.Accepted;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.specific.SpecificRecordBase;

/** Whatever the bytes are, reading them is a value or a reason, never an exception. */
class AvroCodecFuzzTest {
  private static final int HEADER = 10;

  @Property(tries = 500)
  void anyBytesAreSurvived(@ForAll("wires") Wire<?> wire, @ForAll byte[] bytes) {
    assertThat(wire.knowing().decode(bytes)).isNotNull();
  }

  @Property(tries = 2000)
  void anyBytesBehindAKnownFingerprintAreSurvived(
      @ForAll("wires") Wire<?> wire, @ForAll @Size(max = 400) byte[] body) {
    var header = Arrays.copyOf(sample(wire, false), HEADER);
    var bytes = Arrays.copyOf(header, HEADER + body.length);
    System.arraycopy(body, 0, bytes, HEADER, body.length);

    survives(wire, bytes);
  }

  @Property(tries = 2000)
  void anyFlippedBitsAreSurvived(
      @ForAll("wires") Wire<?> wire,
      @ForAll boolean sparse,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 1_000_000) Integer> bits) {
    var bytes = sample(wire, sparse);
    for (int bit : bits) {
      int at = bit % (8 * bytes.length);
      bytes[at / 8] ^= (byte) (1 << (at % 8));
    }

    survives(wire, bytes);
  }

  @Property(tries = 2000)
  void anythingPutOverTheMiddleIsSurvived(
      @ForAll("wires") Wire<?> wire,
      @ForAll boolean sparse,
      @ForAll @IntRange(max = 1_000_000) int place,
      @ForAll("lengths") byte[] over) {
    var bytes = sample(wire, sparse);
    int at = HEADER + place % (bytes.length - HEADER);
    System.arraycopy(over, 0, bytes, at, Math.min(over.length, bytes.length - at));

    survives(wire, bytes);
  }

  @Provide
  Arbitrary<Wire<?>> wires() {
    return Arbitraries.of(Wire.all());
  }

  /** Numbers as Avro writes them, up to those that no memory can hold. */
  @Provide
  Arbitrary<byte[]> lengths() {
    return Arbitraries.longs().map(AvroCodecFuzzTest::zigZag);
  }

  private static byte[] zigZag(long number) {
    long rest = (number << 1) ^ (number >> 63);
    var bytes = new byte[10];
    int length = 0;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] sample(Wire<?> wire, boolean sparse) {
    return wire.encode(Samples.of(wire.knowing().schema(), sparse));
  }

  /** What is accepted is a whole record: it can be written again. */
  private static void survives(Wire<?> wire, byte[] bytes) {
    if (wire.knowing().decode(bytes) instanceof Accepted<?> accepted) {
      assertThat(wire.encode((SpecificRecordBase) accepted.value())).isNotEmpty();
    }
  }
}
