package io.hallpulse.agent.vision.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.vision.face.Template;
import io.hallpulse.domain.face.FilingDuty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateStoreTest {
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path home;

  private ConsentBook consents;
  private TemplateStore store;

  @BeforeEach
  void open() throws IOException {
    consents = new ConsentBook(home.resolve("faces"));
    store = store("model-1");
  }

  @Test
  void whoAgreedIsKnownAgainAlsoAfterARestart() throws IOException {
    enrol("v1", 1);
    enrol("v2", 2);
    open();

    assertThat(store.match(near(1), 0.5, 0.05).map(TemplateStore.Match::visitorToken))
        .contains("v1");
    assertThat(store.match(near(2), 0.5, 0.05).map(TemplateStore.Match::visitorToken))
        .contains("v2");
    assertThat(store.match(template(3), 0.5, 0.05)).isEmpty();
  }

  @Test
  void withoutConsentNothingIsKept() throws IOException {
    assertThatThrownBy(() -> store.enrol("v1", template(1), NINE))
        .hasMessageContaining("Nobody agreed");
    assertThat(files(".face")).isEmpty();
  }

  @Test
  void somebodyWhoLooksLikeTwoIsNobody() throws IOException {
    enrol("v1", 1);
    agree("v2");
    store.enrol("v2", near(1), NINE);

    assertThat(store.match(template(1), 0.5, 0.15)).isEmpty();
  }

  /**
   * Of a deleted face nothing can be read: not from this disk, and not from copies of all the files
   * that may be backed up, with every key that is left.
   */
  @Test
  void whoIsDeletedIsGoneFromDiskAndFromBackups() throws Exception {
    enrol("v1", 1);
    enrol("v2", 2);
    var backup = new ArrayList<byte[]>();
    for (var file : files(".face")) {
      backup.add(Files.readAllBytes(file));
    }
    var oldRing = Files.readAllBytes(files(".sealed").get(0));
    assertThat(opened(backup)).as("before, both open").isEqualTo(2);

    store.delete("v1", NINE.plusSeconds(60));

    assertThat(opened(backup)).as("of the backup only the other one").isEqualTo(1);
    for (var key : files(".key")) {
      assertThatThrownBy(() -> Sealed.open(Files.readAllBytes(key), oldRing, "hallpulse ring 2"))
          .isInstanceOf(GeneralSecurityException.class);
    }
    var plain = ByteBuffer.allocate(128 * Float.BYTES);
    plain.asFloatBuffer().put(template(1).values());
    for (var file : files("")) {
      assertThat(contains(Files.readAllBytes(file), Arrays.copyOf(plain.array(), 16)))
          .as(file.toString())
          .isFalse();
      if (!file.toString().endsWith("consents.jsonl")) {
        assertThat(contains(Files.readAllBytes(file), "v1".getBytes(StandardCharsets.US_ASCII)))
            .as(file.toString())
            .isFalse();
      }
    }
    assertThat(store.match(template(1), 0.5, 0.05)).isEmpty();
    open();
    assertThat(store.match(template(1), 0.5, 0.05)).isEmpty();
    assertThat(store.size()).isEqualTo(1);
    assertThat(consents.history().get(consents.history().size() - 1).withdrawnAt())
        .isEqualTo(NINE.plusSeconds(60));
  }

  @Test
  void whoseTimeIsOverIsForgotten() throws Exception {
    enrol("v1", 1);
    agree("v2");
    store.enrol("v2", template(2), NINE.plus(Duration.ofDays(10)));

    assertThat(store.sweep(NINE.plus(YEAR).minusSeconds(1))).isZero();
    assertThat(store.sweep(NINE.plus(YEAR))).isEqualTo(1);
    assertThat(files(".face")).hasSize(1);
    assertThat(store.match(template(1), 0.5, 0.05)).isEmpty();
    assertThat(store.match(template(2), 0.5, 0.05)).isPresent();
  }

  /** The plug was pulled after the new master key was written, and before the new ring was. */
  @Test
  void aRingThatWasHalfWrittenLeavesTheOldOne() throws Exception {
    enrol("v1", 1);
    Files.write(home.resolve("faces/ring-2.key"), new byte[32]);
    open();
    assertThat(store.size()).isEqualTo(1);

    Files.write(home.resolve("faces/ring-2.key"), new byte[32]);
    Files.write(home.resolve("faces/ring-2.sealed"), new byte[50]);
    open();
    assertThat(store.size()).isEqualTo(1);
    assertThat(files(".key")).hasSize(1);
  }

  @Test
  void destroyingTheKeyForgetsEverybody() throws Exception {
    enrol("v1", 1);
    var backup = Files.readAllBytes(files(".face").get(0));

    store.destroy();

    assertThat(files(".key")).isEmpty();
    assertThat(files(".face")).isEmpty();
    assertThat(opened(List.of(backup))).isZero();
    open();
    assertThat(store.size()).isZero();
  }

  @Test
  void withoutTheKeyFileTheRestIsNoise() throws Exception {
    enrol("v1", 1);
    for (var key : files(".key")) {
      Files.delete(key);
    }
    open();

    assertThat(store.size()).isZero();
    assertThat(files(".face")).isEmpty();
  }

  @Test
  void anotherModelMakesTheTemplatesUnusable() throws IOException {
    enrol("v1", 1);
    store = store("model-2");

    assertThat(store.size()).isZero();
    assertThat(files(".face")).isEmpty();
    assertThatThrownBy(() -> store.enrol("v1", template(1), NINE)).hasMessageContaining("model-2");
  }

  @Test
  void aDamagedTemplateIsDeletedAndTheOthersLive() throws IOException {
    enrol("v1", 1);
    enrol("v2", 2);
    var file = files(".face").get(0);
    var bytes = Files.readAllBytes(file);
    bytes[40] ^= 1;
    Files.write(file, bytes);
    open();

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void aNewPictureReplacesTheOld() throws IOException {
    enrol("v1", 1);
    store.enrol("v1", template(7), NINE);

    assertThat(files(".face")).hasSize(1);
    assertThat(store.match(template(7), 0.5, 0.05)).isPresent();
    assertThat(store.match(template(1), 0.5, 0.05)).isEmpty();
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    enrol("v1", 1);

    for (var file : files("")) {
      assertThat(Files.getPosixFilePermissions(file)).as(file.toString()).hasSize(2);
    }
  }

  @Test
  void aChildNeedsAGuardian() {
    var birth = LocalDate.of(2012, 3, 3);

    assertThatThrownBy(() -> consent("kid", birth, Optional.empty()))
        .hasMessageContaining("guardian");
    assertThatThrownBy(() -> consent("kid", birth, Optional.of("kid")))
        .hasMessageContaining("own guardian");
    assertThat(consent("kid", birth, Optional.of("g1")).guardianToken()).isEqualTo("g1");
    assertThat(consent("kid", birth.minusDays(1), Optional.empty()).guardianToken()).isNull();
  }

  @Test
  void anIdNumberTellsTheDateOfBirthAndIsNotRepeated() {
    assertThat(IdNumber.birthDate("11010519491231002X")).isEqualTo(LocalDate.of(1949, 12, 31));
    for (var wrong : List.of("110105194912310021", "1101051949123100", "11010519491331002X")) {
      assertThatThrownBy(() -> IdNumber.birthDate(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("110105");
    }
  }

  @Test
  void aConsentThatWasHalfWrittenDoesNotCount() throws IOException {
    agree("v1");
    var file = home.resolve("faces/consents.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"visitor_token\":\"v2\",\"text");
    open();
    agree("v3");
    open();

    assertThat(consents.history()).extracting(Consent::visitorToken).containsExactly("v1", "v3");
  }

  @Test
  void theDutyToFileIsSeenComing() {
    assertThat(FilingDuty.at(79_999)).isEqualTo(FilingDuty.NONE);
    assertThat(FilingDuty.at(80_000)).isEqualTo(FilingDuty.NEAR);
    assertThat(FilingDuty.at(100_000)).isEqualTo(FilingDuty.DUE);
  }

  private void enrol(String visitor, int seed) throws IOException {
    agree(visitor);
    store.enrol(visitor, template(seed), NINE);
  }

  private void agree(String visitor) throws IOException {
    consents.give(consent(visitor, LocalDate.of(1980, 1, 1), Optional.empty()));
  }

  private static Consent consent(String visitor, LocalDate birth, Optional<String> guardian) {
    return Consent.given(visitor, birth, guardian, "2026-1", "kiosk-1", NINE, TODAY);
  }

  private TemplateStore store(String model) throws IOException {
    return new TemplateStore(home.resolve("faces"), model, YEAR, false, consents);
  }

  /** How many of the copies some key on the disk opens. */
  private long opened(List<byte[]> copies) throws IOException {
    var ring = new KeyRing(home.resolve("faces"));
    return copies.stream()
        .filter(
            copy ->
                ring.all().stream()
                    .anyMatch(
                        entry -> {
                          try {
                            Sealed.open(
                                entry.key(),
                                copy,
                                "hallpulse face 1/%s/%s"
                                    .formatted(entry.recordId(), entry.modelHash()));
                            return true;
                          } catch (GeneralSecurityException e) {
                            return false;
                          }
                        }))
        .count();
  }

  private List<Path> files(String ending) throws IOException {
    try (var files = Files.list(home.resolve("faces"))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  private static Template near(int seed) {
    var values = template(seed).values();
    values[0] += 0.1f;
    return new Template("model-1", values);
  }

  private static Template template(int seed) {
    var random = new Random(seed);
    var values = new float[128];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 10;
    }
    return new Template("model-1", values);
  }
}
