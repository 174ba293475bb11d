package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.local.supervise.Pace;
import io.hallpulse.local.supervise.Supervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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
  void whatARunningInstallationHasChosenIsLeftToIt() throws Exception {
    var one = new Installation(data.resolve("one"));
    var other = new Installation(data.resolve("other"));
    Files.writeString(data.resolve("claims"), "no claim at all\n");
    var claims = new PortClaims(data.resolve("claims"));
    try (var running = Supervisor.in(one.runFolder(), Pace.standard())) {
      claims.claim(one, others -> List.of(8080, 8081));

      claims.claim(one, others -> none(others, 8081, 8082));
      claims.claim(
          other,
          others -> {
            assertThat(others).containsExactlyInAnyOrder(8081, 8082);
            return List.of(8083);
          });
    }
    claims.claim(other, others -> none(others, 8080));
  }

  private static List<Integer> none(Set<Integer> others, Integer... chosen) {
    assertThat(others).isEmpty();
    return List.of(chosen);
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
