package io.hallpulse.agent.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receipt printer that takes ESC/POS on a socket, usually port 9100. */
public final class EscPosPrinter implements TicketPrinter {
  private static final Logger LOG = LoggerFactory.getLogger(EscPosPrinter.class);
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final byte[] ASK_PAPER = {0x10, 0x04, 0x04};
  private static final int PAPER_END = 0x60;
  private static final int ANSWER_MILLIS = 2_000;

  private final InetSocketAddress address;

  public EscPosPrinter(String host, int port) {
    this.address = new InetSocketAddress(host, port);
  }

  @Override
  public Printed print(Slip slip) {
    try (var socket = new Socket()) {
      socket.connect(address, ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      if (isPaperOut(socket)) {
        return Printed.PAPER_OUT;
      }
      socket.getOutputStream().write(bytes(slip));
      // It answers once it has worked on all before.
      return isPaperOut(socket) ? Printed.PAPER_OUT : Printed.DONE;
    } catch (IOException e) {
      LOG.warn("The printer at {} does not answer: {}", address, e.getMessage());
      return Printed.OFFLINE;
    }
  }

  private static boolean isPaperOut(Socket socket) throws IOException {
    socket.getOutputStream().write(ASK_PAPER);
    int status = socket.getInputStream().read();
    if (status < 0) {
      throw new IOException("it closed the connection");
    }
    return (status & PAPER_END) != 0;
  }

  static byte[] bytes(Slip slip) {
    var out = new ByteArrayOutputStream();
    put(out, 0x1B, '@'); // begin anew
    put(out, 0x1C, '&'); // Chinese
    put(out, 0x1B, 'a', 1); // centred
    line(out, slip.title());
    put(out, 0x1D, '!', 0x33); // four times as large
    line(out, slip.number());
    put(out, 0x1D, '!', 0);
    slip.lines().forEach(line -> line(out, line));
    if (slip.code() != null) {
      code(out, slip.code());
    }
    put(out, 0x1B, 'd', 4); // feed
    put(out, 0x1D, 'V', 1); // cut
    return out.toByteArray();
  }

  private static void code(ByteArrayOutputStream out, String code) {
    var data = code.getBytes(GB18030);
    int length = data.length + 3;
    put(out, 0x1D, '(', 'k', 4, 0, 0x31, 0x41, 0x32, 0); // model 2
    put(out, 0x1D, '(', 'k', 3, 0, 0x31, 0x43, 6); // module size
    put(out, 0x1D, '(', 'k', 3, 0, 0x31, 0x45, 0x31); // correction M
    put(out, 0x1D, '(', 'k', length & 0xFF, length >> 8, 0x31, 0x50, 0x30);
    out.writeBytes(data);
    put(out, 0x1D, '(', 'k', 3, 0, 0x31, 0x51, 0x30); // print
  }

  private static void line(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(GB18030));
    out.write('\n');
  }

  private static void put(ByteArrayOutputStream out, int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
  }
}
