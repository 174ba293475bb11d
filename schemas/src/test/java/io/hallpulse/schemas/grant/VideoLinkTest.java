package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.Parsed;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VideoLinkTest {
  private static final byte[] KEY = "the key of this agent's enrolment".getBytes(UTF_8);
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
  private static final VideoLink LINK =
      new VideoLink("c1", "li.na & co", false, NINE.plusSeconds(300));

  @Test
  void aLinkIsReadAsItWasSigned() {
    assertThat(read("c1", parameters(), KEY, NINE)).isEqualTo(new Parsed.Accepted<>(LINK));
  }

  @Test
  void aLinkEndsByItself() {
    assertThat(reason(read("c1", parameters(), KEY, NINE.plusSeconds(300))))
        .contains("ended at 2026-03-02T01:05:00Z");
  }

  @Test
  void whateverIsChangedBreaksTheSignature() {
    for (var change :
        Map.of("viewer", "li.na", "clear", "1", "expires", "1999999999", "signature", "AAAA")
            .entrySet()) {
      var parameters = new HashMap<>(parameters());
      parameters.put(change.getKey(), change.getValue());

      assertThat(reason(read("c1", parameters, KEY, NINE)))
          .as(change.getKey())
          .isEqualTo("the link's signature is wrong");
    }
    assertThat(reason(read("c2", parameters(), KEY, NINE))).contains("signature");
    assertThat(reason(read("c1", parameters(), "another key".getBytes(UTF_8), NINE)))
        .contains("signature");
  }

  @Test
  void whatIsMissingIsNamed() {
    var parameters = new HashMap<>(parameters());
    parameters.remove("signature");

    assertThat(reason(read("c1", parameters, KEY, NINE))).contains("signature");
    parameters = new HashMap<>(parameters());
    parameters.put("signature", "AAAA");
    parameters.put("expires", "soon");
    assertThat(reason(read("c1", parameters, KEY, NINE))).contains("cannot be read");
  }

  private static Map<String, String> parameters() {
    return Arrays.stream(LINK.query(KEY).split("&"))
        .map(each -> each.split("=", 2))
        .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
  }

  private static Parsed<VideoLink> read(
      String counter, Map<String, String> parameters, byte[] key, Instant now) {
    return VideoLink.read(counter, parameters::get, key, now);
  }

  private static String reason(Parsed<VideoLink> parsed) {
    return ((Parsed.Rejected<VideoLink>) parsed).reason();
  }
}
