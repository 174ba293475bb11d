package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class StreamReaderTest {
  private final StreamReader reader = new StreamReader("h-1:", 5);

  StreamReaderTest() {
    say("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");
  }

  private void say(String text) {
    reader.take(ByteBuffer.wrap(text.getBytes(UTF_8)), 1_000);
  }

  @Test
  void aBeatIsNoMessageAndTellsNothingOfTheHall() {
    say("event: beat\ndata: {\"server_time\":1}\n\n");
    say("data: {\"server_time\":2}\nevent: beat\n\n");
    assertThat(reader.messages()).isZero();
    assertThat(reader.hasHeard()).isFalse();

    say("id: h-1:6:100\nevent: hall\ndata: {}\n");
    say("\n");
    assertThat(reader.messages()).isEqualTo(1);
    assertThat(reader.hasHeard()).isTrue();
  }

  @Test
  void whatWasKnownAlreadyIsAMessageButNotHeard() {
    say("id: h-1:5:100\nevent: hall\ndata: {}\n\n");
    assertThat(reader.messages()).isEqualTo(1);
    assertThat(reader.hasHeard()).isFalse();
  }
}
