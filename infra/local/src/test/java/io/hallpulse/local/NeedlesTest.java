package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A canary that is not heard proves nothing: each way of writing a word is found. */
class NeedlesTest {
  private static final String NUMBER = "370213198707114523";
  private final Needles needles = new Needles().word("number", NUMBER).word("name", "欧阳砚秋");

  @Test
  void aWordIsFoundHoweverItIsWritten() {
    assertThat(needles.in(("id=" + NUMBER + ";").getBytes(UTF_8))).containsExactly("number");
    assertThat(needles.in("姓名：欧阳砚秋".getBytes(UTF_16LE))).containsExactly("name");
    assertThat(needles.in("{\"n\":\"\\u6b27\\u9633\\u781a\\u79cb\"}".getBytes(UTF_8)))
        .containsExactly("name escaped");
    assertThat(needles.in(HexFormat.of().formatHex(NUMBER.getBytes(UTF_8)).getBytes(UTF_8)))
        .containsExactly("number in hex");
    assertThat(needles.in("370213198707114524, 欧阳".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void inBase64ItIsFoundWhereverItBegins() {
    for (var before : new String[] {"", "a", "ab", "abc", "abcd"}) {
      var text = (before + NUMBER + "and more").getBytes(UTF_8);
      assertThat(needles.in(Base64.getEncoder().encode(text)))
          .as("after '%s'", before)
          .containsExactly("number in base64");
    }
  }

  @Test
  void aPictureIsFoundByAPieceAndAWordAcrossTheEndOfAChunk() throws IOException {
    var picture = new byte[1_000];
    new Random(1).nextBytes(picture);
    var pictures = new Needles();
    assertThat(pictures.picture("picture", picture)).isTrue();
    assertThat(pictures.picture("black", new byte[1_000])).isFalse();
    assertThat(pictures.in(picture)).containsExactly("picture");
    assertThat(pictures.in(new byte[1_000])).isEmpty();

    var large = new byte[(1 << 20) + 500];
    System.arraycopy(NUMBER.getBytes(UTF_8), 0, large, (1 << 20) - 7, NUMBER.length());
    assertThat(needles.in(new ByteArrayInputStream(large))).containsExactly("number");
  }
}
