package io.hallpulse.agent.device;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A card reader that speaks the real protocol on a local socket; cards are laid on by program. */
public final class SimulatedCardReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedCardReader.class);
  private static final byte[] NO_CARD = {0x00, 0x00, (byte) 0x80};
  private static final byte[] FOUND = {0x00, 0x00, (byte) 0x9F, 0, 0, 0, 0};
  private static final byte[] DONE = {0x00, 0x00, (byte) 0x90};
  private static final byte[] UNKNOWN = {0x00, 0x00, (byte) 0x21};
  private static final int NAME_BYTES = 30;
  private static final int NUMBER_AT = 122;

  private final ServerSocket listener;
  private final AtomicReference<@Nullable Card> card = new AtomicReference<>();

  /** What stands on a card, of which the agent wants the number alone. */
  private record Card(String name, String number) {}

  public SimulatedCardReader(int port) throws IOException {
    listener = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Lays a card on; it is taken away when it was read. */
  public void lay(String number) {
    lay("", number);
  }

  /** As on a real card, the name of whom it is of stands before the number. */
  public void lay(String name, String number) {
    if (name.length() > NAME_BYTES / 2) {
      throw new IllegalArgumentException(
          "A card's name has at most %d letters".formatted(NAME_BYTES / 2));
    }
    card.set(new Card(name, number));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("The simulated card reader takes no connection: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (true) {
        var command = SdtFrame.read(socket.getInputStream());
        socket.getOutputStream().write(SdtFrame.of(answer(command)));
      }
    } catch (IOException gone) {
      LOG.debug("The simulated card reader lost its client: {}", gone.getMessage());
    }
  }

  private byte[] answer(byte[] command) {
    var laid = card.get();
    if (command.length < 2) {
      return UNKNOWN;
    }
    return switch (command[0] << 8 | command[1]) {
      case 0x2001 -> laid == null ? NO_CARD : FOUND;
      case 0x2002 -> laid == null ? NO_CARD : DONE;
      case 0x3001 -> {
        card.compareAndSet(laid, null);
        yield laid == null ? NO_CARD : text(laid);
      }
      default -> UNKNOWN;
    };
  }

  /** 256 bytes of text in UTF-16LE, the name first; the number stands at byte 122. */
  private static byte[] text(Card card) {
    var answer = Arrays.copyOf(DONE, DONE.length + 4 + 256);
    answer[3] = 1;
    var text = new byte[256];
    for (int i = 0; i < text.length; i += 2) {
      text[i] = ' ';
    }
    put(card.name(), text, 0);
    put(card.number(), text, NUMBER_AT);
    System.arraycopy(text, 0, answer, 7, text.length);
    return answer;
  }

  private static void put(String words, byte[] text, int at) {
    var bytes = words.getBytes(UTF_16LE);
    System.arraycopy(bytes, 0, text, at, bytes.length);
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "simulated-card-reader");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
