package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.Parsed;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final Signer KIOSK = Signer.device("kiosk-1", 3);
  private static final byte[] SECRET = "a key of a device".getBytes(UTF_8);
  private static final byte[] HALL = "h370213-00".getBytes(UTF_8);
  private static final byte[] BATCH = "the bytes of a batch".getBytes(UTF_8);

  private final SigningKey key = new SigningKey(KIOSK, SECRET);

  @Test
  void aSignatureSaysWhoMadeItAndIsMadeForOneRecordOnly() {
    var signature = read(key.sign(42, HALL, BATCH));

    assertThat(signature.signer()).isEqualTo(KIOSK);
    assertThat(signature.writer()).isEqualTo(42);
    assertThat(key.made(signature, HALL, BATCH)).isTrue();
    assertThat(key.made(signature, "h370213-01".getBytes(UTF_8), BATCH)).isFalse();
    assertThat(key.made(signature, HALL, "the bytes of a botch".getBytes(UTF_8))).isFalse();
    assertThat(key.made(signature, "h370213-00t".getBytes(UTF_8), "he".getBytes(UTF_8))).isFalse();
    assertThat(key.made(new Signature(KIOSK, 43, signature.hmac()), HALL, BATCH)).isFalse();
  }

  @Test
  void anotherKeyAnotherEpochAndTheLoaderDoNotMakeIt() {
    var signature = read(key.sign(42, HALL, BATCH));

    assertThat(new SigningKey(KIOSK, "another".getBytes(UTF_8)).made(signature, HALL, BATCH))
        .isFalse();
    assertThat(new SigningKey(Signer.device("kiosk-1", 4), SECRET).made(signature, HALL, BATCH))
        .isFalse();
    assertThat(SigningKey.loader(new String(SECRET, UTF_8)).made(signature, HALL, BATCH)).isFalse();
  }

  /** Agents in other languages must be able to make it: the bytes are part of the contract. */
  @Test
  void itsBytesAreFixed() {
    assertThat(HexFormat.of().formatHex(key.sign(42, HALL, BATCH)))
        .isEqualTo(
            "01"
                + "000000000000002a"
                + "38df5e5ca7c654d188a6f053ccffc445f8237c078291661efe6892607ec38a42"
                + HexFormat.of().formatHex("kiosk-1/3".getBytes(UTF_8)));
  }

  @Test
  void aNamelessLoaderAndAnEmptySecretAreRefused() {
    assertThatThrownBy(() -> SigningKey.loader(" ")).hasMessageContaining("HALLPULSE_LOADER_KEY");
    assertThatThrownBy(() -> new KeyVault("")).hasMessageContaining("HALLPULSE_SECRET_KEY");
    assertThat(read(SigningKey.loader("x").sign(0, HALL, BATCH)).signer().isLoader()).isTrue();
  }

  @Test
  void aLockedKeyOpensForItsOwnerAlone() {
    var vault = new KeyVault("secret");
    var locked = vault.lock(SECRET, "kiosk-1");

    assertThat(vault.unlock(locked, "kiosk-1")).isEqualTo(SECRET);
    assertThatThrownBy(() -> vault.unlock(locked, "kiosk-2")).hasMessageContaining("kiosk-2");
    assertThatThrownBy(() -> new KeyVault("other").unlock(locked, "kiosk-1"))
        .hasMessageContaining("kiosk-1");
    assertThatThrownBy(() -> vault.unlock(new byte[5], "kiosk-1")).hasMessageContaining("kiosk-1");
  }

  @Test
  void whatIsNoSignatureIsNamed() {
    assertThat(problem(new byte[0])).contains("no header signature");
    assertThat(problem(new byte[] {7})).contains("version 7");
    assertThat(problem(new byte[] {1, 2, 3})).contains("got 3");
    var header = key.sign(42, HALL, BATCH);
    assertThat(problem(Arrays.copyOf(header, header.length - 1))).contains("kiosk-1/");
    assertThat(problem(Arrays.copyOf(header, 41))).contains("42 to 512");
  }

  @Property(tries = 2000)
  void anyBytesAreSurvived(@ForAll @Size(max = 600) byte[] bytes) {
    assertThat(Signature.read(bytes)).isNotNull();
  }

  @Property(tries = 2000)
  void anyFlippedBitIsNoticed(@ForAll @IntRange(max = 1_000_000) int bit, @ForAll byte[] batch) {
    var header = key.sign(42, HALL, batch);
    int at = bit % (8 * header.length);
    header[at / 8] ^= (byte) (1 << (at % 8));

    if (Signature.read(header) instanceof Parsed.Accepted<Signature> read) {
      var signer = read.value().signer();
      assertThat(signer.equals(KIOSK) && key.made(read.value(), HALL, batch)).isFalse();
      assertThat(new Signature(signer, read.value().writer(), read.value().hmac()).bytes())
          .hasSizeGreaterThan(41);
    }
  }

  private static Signature read(byte[] header) {
    return ((Parsed.Accepted<Signature>) Signature.read(header)).value();
  }

  private static String problem(byte[] header) {
    return ((Parsed.Rejected<Signature>) Signature.read(header)).reason();
  }
}
