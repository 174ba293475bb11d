package io.hallpulse.domain.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeContentTest {
  private static final long ISSUED = EventJson.micros(Instant.parse("2026-03-02T01:30:00Z"));

  /** The worked example for devices in other languages. */
  @Test
  void theHashIsOverLengthsAndTexts() throws Exception {
    var content = new NoticeContent("n-1", "m-1", "t-1", null, ISSUED, List.of("营业执照", "photo"));
    var canonical = "18:hallpulse-notice-13:n-13:m-13:t-1-20:2026-03-02T01:30:00Z12:营业执照5:photo";

    var sha = MessageDigest.getInstance("SHA-256");
    assertThat(content.hash())
        .isEqualTo(HexFormat.of().formatHex(sha.digest(canonical.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(content.hash());
  }

  @Test
  void whatIsToldInAnotherOrderIsAnotherNotice() {
    assertThat(hash(List.of("a", "b"))).isNotEqualTo(hash(List.of("b", "a")));
    assertThat(hash(List.of("ab"))).isNotEqualTo(hash(List.of("a", "b")));
    assertThat(hash(List.of())).isNotEqualTo(hash(List.of("")));
  }

  private static String hash(List<String> missing) {
    return new NoticeContent("n", "m", null, null, ISSUED, missing).hash();
  }
}
