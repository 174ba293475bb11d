package io.hallpulse.agent.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receipt printer on a local socket that keeps what it would have printed. */
public final class SimulatedPrinter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedPrinter.class);
  private static final int MOST_KEPT = 64 * 1024;
  private static final int PAPER_THERE = 0x12;
  private static final int PAPER_GONE = 0x72;

  private final ServerSocket listener;
  private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
  private volatile boolean paperOut;

  public SimulatedPrinter(int port) throws IOException {
    listener = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void paperOut(boolean isOut) {
    paperOut = isOut;
  }

  /** All bytes that came and were no question. */
  public synchronized byte[] printed() {
    return paper.toByteArray();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("The simulated printer takes no connection: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == 0x10) { // DLE EOT n: a question
          in.readNBytes(2);
          socket.getOutputStream().write(paperOut ? PAPER_GONE : PAPER_THERE);
        } else {
          keep(next);
        }
      }
    } catch (IOException gone) {
      LOG.debug("The simulated printer lost its client: {}", gone.getMessage());
    }
  }

  private synchronized void keep(int next) {
    if (paper.size() >= MOST_KEPT) {
      paper.reset();
    }
    paper.write(next);
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "simulated-printer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
