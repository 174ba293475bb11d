package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  @Test
  void aFreeWishIsGranted() {
    assertThat(Ports.firstFree(Map.of("serving", 8080), port -> true))
        .containsEntry("serving", 8080);
  }

  @Test
  void aBusyPortGivesWayToTheNextThatNobodyElseWants() {
    var wished = new LinkedHashMap<>(Map.of("serving", 8080));
    wished.put("flink", 8081);

    var chosen = Ports.firstFree(wished, port -> port != 8080 && port != 8082);

    assertThat(chosen).containsEntry("serving", 8083).containsEntry("flink", 8081);
  }

  @Test
  void portsStayTheSameFromStartToStart() throws IOException {
    var installation = new Installation(data);
    var first = Ports.choose(installation, null);

    assertThat(Ports.of(installation)).isEqualTo(first);
    assertThat(Ports.choose(installation, null)).isEqualTo(first);
  }

  @Test
  void whatAnotherInstallationHasChosenIsLeftToItForAWhile() throws IOException {
    var one = new Installation(data.resolve("one"));
    var other = new Installation(data.resolve("other"));
    var claims = new PortClaims(data.resolve("claims"));

    claims.claim(one, 0, others -> List.of(8080, 8081));

    claims.claim(one, 1, others -> none(others, 8082));
    claims.claim(one, 2, others -> none(others, 8080, 8081));
    claims.claim(other, 3, others -> only(others, 8080, 8081));
    claims.claim(other, 30_002, others -> none(others, 8090));
  }

  private static List<Integer> none(Set<Integer> others, Integer... chosen) {
    assertThat(others).isEmpty();
    return List.of(chosen);
  }

  private static List<Integer> only(Set<Integer> others, Integer... expected) {
    assertThat(others).containsExactlyInAnyOrder(expected);
    return List.of();
  }

  @Test
  void aBusyPortThatWasAskedForIsRefused() throws IOException {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();

      assertThatThrownBy(() -> Ports.choose(new Installation(data), port))
          .hasMessage("Port %d is busy: choose another --port".formatted(port));
    }
  }
}
