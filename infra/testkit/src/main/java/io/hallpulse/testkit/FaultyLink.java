package io.hallpulse.testkit;

import io.hallpulse.testkit.Fault.Kind;
import io.hallpulse.testkit.Fault.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy, with its fault. */
final class FaultyLink {
  /** Pieces of a throttled way. */
  private static final int TRICKLE_BYTES = 512;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Fault fault;
  private volatile @Nullable Trap sprung;

  FaultyLink(FaultProxy proxy, Socket client, Socket server, Fault fault) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    this.fault = fault;
  }

  void pumpRequests() {
    pump(client, server, Way.REQUEST);
  }

  void pumpReplies() {
    pump(server, client, Way.REPLY);
  }

  /** Resets both sides. */
  void cut() {
    reset(client);
    reset(server);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void pump(Socket from, Socket to, Way way) {
    var bytes = new byte[16 * 1024];
    long passed = 0;
    try {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        if (way == Way.REQUEST ? springs(to, bytes, n) : tornByReply(to, bytes, n)) {
          return;
        }
        if (fault.way() == way && passed + n > fault.afterBytes()) {
          int untouched = (int) Math.max(0, fault.afterBytes() - passed);
          write(to, bytes, 0, untouched);
          if (!passFaulty(to, bytes, untouched, n, passed <= fault.afterBytes())) {
            return;
          }
        } else {
          write(to, bytes, 0, n);
        }
        passed += n;
      }
      to.shutdownOutput();
    } catch (IOException oneSideIsGone) {
      cut(); // so is the other then
    }
  }

  /** Whether the connection ends here: the fault's own bytes, and all after them. */
  private boolean passFaulty(Socket to, byte[] bytes, int from, int until, boolean first)
      throws IOException {
    if (fault.kind() == Kind.CUT) {
      cut();
      return false;
    }
    if (fault.kind() == Kind.HALF_CLOSE) {
      to.shutdownOutput();
      return false;
    }
    if (fault.kind() == Kind.DELAY && first) {
      pause();
    }
    int piece = fault.kind() == Kind.THROTTLE ? TRICKLE_BYTES : bytes.length;
    for (int at = from; at < until; at += piece) {
      write(to, bytes, at, Math.min(piece, until - at));
      if (fault.kind() == Kind.THROTTLE) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(fault.millis()) / 20);
      }
    }
    return true;
  }

  private boolean springs(Socket to, byte[] bytes, int n) throws IOException {
    var trap = proxy.sprungBy(bytes, n);
    if (trap == null) {
      return false;
    }
    switch (trap.moment()) {
      case BEFORE_REQUEST -> tear(trap);
      case IN_FLIGHT -> {
        write(to, bytes, 0, n);
        tear(trap);
      }
      case BEFORE_REPLY, AFTER_REPLY -> {
        sprung = trap;
        write(to, bytes, 0, n);
        return false;
      }
    }
    return true;
  }

  private boolean tornByReply(Socket to, byte[] bytes, int n) throws IOException {
    var trap = sprung;
    if (trap == null) {
      return false;
    }
    if (trap.moment() == Moment.AFTER_REPLY) {
      write(to, bytes, 0, n);
    }
    tear(trap);
    return true;
  }

  private void tear(Trap trap) {
    trap.then().run();
    cut();
  }

  private void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(fault.millis()));
  }

  private static void write(Socket to, byte[] bytes, int from, int length) throws IOException {
    to.getOutputStream().write(bytes, from, length);
  }
}
