package io.hallpulse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A TCP proxy on 127.0.0.1 that does to connections what bad networks and crashes do. */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Supplier<Fault> faults;
  private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
  private volatile boolean unreachable;

  private FaultProxy(int target, Supplier<Fault> faults) {
    this.target = target;
    this.faults = faults;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  /**
   * @param target the port of 127.0.0.1 to which it forwards; it need not be open yet
   * @param faults asked once for each connection
   */
  public static FaultProxy to(int target, Supplier<Fault> faults) {
    return new FaultProxy(target, faults);
  }

  /** One that only does what it is told to. */
  public static FaultProxy to(int target) {
    return to(target, () -> Fault.NONE);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Tears the connection of the next request that holds a word; replaces an earlier wish.
   *
   * @param then done at that moment, while the client still waits
   */
  public void tearAt(String word, Moment moment, Runnable then) {
    trap.set(new Trap(word, moment, then));
  }

  /** Whether a wished tear is still to come. */
  public boolean waits() {
    return trap.get() != null;
  }

  /** Cuts everything and lets nobody through, as if one of the two sides were gone. */
  public void isolate() {
    unreachable = true;
    cutAll();
  }

  /** Lets new connections through again. */
  public void rejoin() {
    unreachable = false;
  }

  public void cutAll() {
    links.forEach(FaultyLink::cut);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    isolate();
  }

  /** The trap, if this request springs it; it is gone then. */
  @Nullable Trap sprungBy(byte[] bytes, int length) {
    var set = trap.get();
    return set != null && set.springsAt(bytes, length) && trap.compareAndSet(set, null)
        ? set
        : null;
  }

  private void accept() {
    while (true) {
      try {
        forward(listener.accept());
      } catch (IOException closed) {
        if (listener.isClosed()) {
          return;
        }
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void forward(Socket client) throws IOException {
    if (unreachable) {
      FaultyLink.reset(client);
      return;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException nobodyThere) {
      FaultyLink.reset(client); // as the client would find it without the proxy
      return;
    }
    var link = new FaultyLink(this, client, server, faults.get());
    links.add(link);
    if (unreachable) {
      link.cut(); // the others were cut while this one came
    }
    start("requests", link::pumpRequests);
    start("replies", () -> pumpReplies(link));
  }

  private void pumpReplies(FaultyLink link) {
    link.pumpReplies();
    links.remove(link);
  }

  private void start(String what, Runnable work) {
    var thread = new Thread(work, "fault-proxy-%d-%s".formatted(target, what));
    thread.setDaemon(true);
    thread.start();
  }
}
