package io.hallpulse.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How long a kiosk waits for a ticket: from the request to the durable answer over HTTP, without
 * printing, on this machine's disk. To be run by hand: {@code TicketBench [FOLDER] [TICKETS]
 * [KIOSKS] [WAITING]}. With WAITING so many stand in each line from the start to the end: each
 * measured ticket is cancelled again. Otherwise the line grows with the tickets.
 */
final class TicketBench {
  private static final List<String> ITEMS = List.of("b-1-tax-01", "b-1-social-01");

  private TicketBench() {}

  public static void main(String[] arguments) throws Exception {
    var folder =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("ticket-bench");
    int tickets = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 900;
    int kiosks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    int waiting = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
    var hall = HallFolder.make(folder, "b-1", "agent-b-1");
    var settings = Settings.read(hall.config("127.0.0.1:1"));
    try (var agent = new Agent(settings, hall.folder(), Clock.systemUTC()).start()) {
      var kiosk = hall.kiosk();
      for (int i = 0; i < waiting; i++) {
        for (var item : ITEMS) {
          kiosk.post("/tickets", wanted(visit(kiosk), item));
        }
      }
      var work = new ArrayList<Callable<long[]>>();
      for (int i = 0; i < kiosks; i++) {
        int share = tickets / kiosks;
        var item = ITEMS.get(i % 2);
        work.add(() -> take(kiosk, item, share, waiting > 0));
      }
      var pool = Executors.newFixedThreadPool(kiosks);
      var nanos = new ArrayList<long[]>();
      for (var done : pool.invokeAll(work)) {
        nanos.add(done.get());
      }
      pool.shutdown();
      report(nanos);
      System.out.printf("depth of the log %d%n", agent.spool().depth());
    }
  }

  private static long[] take(Page kiosk, String item, int tickets, boolean thenCancel) {
    var nanos = new long[tickets];
    for (int i = 0; i < tickets; i++) {
      var visit = visit(kiosk);
      long from = System.nanoTime();
      var ticket = kiosk.post("/tickets", wanted(visit, item));
      nanos[i] = System.nanoTime() - from;
      if (ticket.status() != 201) {
        throw new IllegalStateException(ticket.toString());
      }
      if (thenCancel) {
        var id = ticket.body().path("ticket").path("ticket_id").asText();
        kiosk.post("/tickets/%s/cancel".formatted(id), "{\"visit\":\"%s\"}".formatted(visit));
      }
    }
    return nanos;
  }

  private static String visit(Page kiosk) {
    return kiosk
        .post("/identify", "{\"by\":\"QR\",\"code\":\"HP1:V:370213199001011234\"}")
        .body()
        .path("visit")
        .asText();
  }

  private static String wanted(String visit, String item) {
    return "{\"visit\":\"%s\",\"item_code\":\"%s\",\"print\":false}".formatted(visit, item);
  }

  private static void report(List<long[]> all) {
    var sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        "%d tickets: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
        sorted.length,
        millis(sorted[sorted.length / 2]),
        millis(sorted[sorted.length * 99 / 100]),
        millis(sorted[sorted.length - 1]));
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
