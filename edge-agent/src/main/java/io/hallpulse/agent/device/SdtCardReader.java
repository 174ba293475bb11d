package io.hallpulse.agent.device;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A reader of second-generation identity cards behind a socket, as serial-to-network adapters offer
 * it: find a card, select it, read its text. The picture is not looked at.
 */
public final class SdtCardReader implements CardReader {
  private static final byte[] FIND = {0x20, 0x01};
  private static final byte[] SELECT = {0x20, 0x02};
  private static final byte[] READ = {0x30, 0x01};
  private static final byte FOUND = (byte) 0x9F;
  private static final byte DONE = (byte) 0x90;
  private static final int STATUS_BYTES = 3;
  private static final int LENGTHS_BYTES = 4;
  private static final int NUMBER_AT = 122;
  private static final int NUMBER_BYTES = 36;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{17}[0-9X]");
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int ANSWER_MILLIS = 3_000;

  private final InetSocketAddress address;

  public SdtCardReader(String host, int port) {
    this.address = new InetSocketAddress(host, port);
  }

  @Override
  public Optional<IdCard> read(Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    try (var socket = new Socket()) {
      socket.connect(address, ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      while (ask(socket, FIND)[2] != FOUND) {
        if (System.nanoTime() > until) {
          return Optional.empty();
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
      require(ask(socket, SELECT), "selected");
      return Optional.of(card(require(ask(socket, READ), "read")));
    }
  }

  private static byte[] ask(Socket socket, byte[] command) throws IOException {
    socket.getOutputStream().write(SdtFrame.of(command));
    var answer = SdtFrame.read(socket.getInputStream());
    if (answer.length < STATUS_BYTES) {
      throw new IOException("A reader's answer has %d bytes".formatted(answer.length));
    }
    return answer;
  }

  private static byte[] require(byte[] answer, String what) throws IOException {
    if (answer[2] != DONE) {
      throw new IOException("The card cannot be %s: status %02X".formatted(what, answer[2]));
    }
    return answer;
  }

  private static IdCard card(byte[] answer) throws IOException {
    int from = STATUS_BYTES + LENGTHS_BYTES + NUMBER_AT;
    if (answer.length < from + NUMBER_BYTES) {
      throw new IOException("A card's text has only %d bytes".formatted(answer.length));
    }
    var number = new String(answer, from, NUMBER_BYTES, UTF_16LE).strip();
    if (!NUMBER.matcher(number).matches()) {
      throw new IOException("The card's number is none"); // and is not shown
    }
    return new IdCard(number);
  }
}
