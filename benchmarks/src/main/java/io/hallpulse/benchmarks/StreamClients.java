package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * Ten thousand who listen to the live stream of one hall (quality.md, P8), which gets one event a
 * second. Measured are the processor time of serving, what a client takes of its heap, and the time
 * from when the job wrote a state of the hall to Kafka until each client has it. One thread reads
 * all of them on the same machine, and what it is late counts as well.
 */
final class StreamClients {
  private static final int PER_SECOND = 250;

  /** Whoever listens comes from somewhere else; one address may ask 3,000 times a minute only. */
  private static final int ADDRESSES = 50;

  private static final int SETTLE_SECONDS = 10;
  private static final int BUFFER = 1 << 17;

  private final String hallId;
  private final HallVersions versions;
  private final InetSocketAddress address;
  private final byte[] request;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final List<StreamReader> readers = new ArrayList<>();

  /**
   * What was measured.
   *
   * @param deaf who heard nothing of the hall
   */
  record Measured(
      int clients,
      int connected,
      int lost,
      int deaf,
      int seconds,
      double cores,
      double messagesPerSecond,
      double bytesPerMessage,
      double heapPerClient,
      double residentPerClient,
      Histogram latencies) {

    /** Whether all who came were there to the end, and each heard of the hall. */
    boolean isComplete() {
      return connected == clients && lost == 0 && deaf == 0;
    }

    void write(Path results) throws IOException {
      double p99 = latencies.getValueAtPercentile(99) / 1000.0;
      var result = new LinkedHashMap<String, Object>();
      result.put("clients", clients);
      result.put("connected", connected);
      result.put("lost", lost);
      result.put("heard_nothing", deaf);
      result.put("seconds", seconds);
      result.put("serving_cores", cores);
      result.put("messages_per_second_and_client", messagesPerSecond);
      result.put("bytes_per_message", bytesPerMessage);
      result.put("heap_bytes_per_client", heapPerClient);
      result.put("resident_bytes_per_client", residentPerClient);
      result.put("p50_ms", latencies.getValueAtPercentile(50) / 1000.0);
      result.put("p99_ms", p99);
      result.put("max_ms", latencies.getMaxValue() / 1000.0);
      Result.write(
          results,
          "stream-clients",
          List.of(
              Figure.of("P8", "serving's processors", "cores", cores, 1, null),
              Figure.of("P8", "p99 from Kafka to each client", "ms", p99, 250, null),
              Figure.of("P8", "heap per client", "KB", heapPerClient / 1024, 16, null)),
          List.of(
              "%d clients, %.2f messages/s of %.0f bytes each, %d lost, %d heard nothing; resident %.0f KB per client"
                  .formatted(
                      connected,
                      messagesPerSecond,
                      bytesPerMessage,
                      lost,
                      deaf,
                      residentPerClient / 1024)),
          result);
      result.forEach((name, value) -> System.out.printf("%-32s %s%n", name, value));
    }
  }

  private StreamClients(String hallId, HallVersions versions, String serving) throws IOException {
    this.hallId = hallId;
    this.versions = versions;
    var uri = URI.create(serving);
    this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    this.request =
        """
        GET /api/v1/live/stream?hall=%s HTTP/1.1\r
        Host: %s\r
        Accept: text/event-stream\r
        \r
        """
            .formatted(hallId, uri.getAuthority())
            .getBytes(US_ASCII);
  }

  static Measured measure(Installation installation, int clients, int seconds)
      throws IOException, InterruptedException {
    var ports = Ports.of(installation);
    var serving = ServingProcess.of(installation);
    var hallId = "listened-" + Instant.now().getEpochSecond();
    var goesOn = new AtomicBoolean(true);
    var traffic =
        new Thread(
            () ->
                VisitSender.sendWhile(
                    goesOn::get, ports.brokers(), hallId, new Schedule(VisitSender.nanosNow(), 1)),
            "one-a-second");
    try (var versions = new HallVersions(ports.brokers(), hallId)) {
      traffic.start();
      try {
        versions.awaitFirst();
        return new StreamClients(hallId, versions, ports.servingUrl())
            .measure(serving, clients, seconds);
      } finally {
        goesOn.set(false);
        traffic.join();
      }
    }
  }

  private Measured measure(ServingProcess serving, int clients, int seconds)
      throws IOException, InterruptedException {
    long heapBefore = serving.liveHeapBytes();
    long residentBefore = serving.residentBytes();
    try {
      connect(clients);
      System.out.printf("%d listen%n", readers.size());
      readFor(SETTLE_SECONDS);
      readers.forEach(StreamReader::forget);
      double cpuBefore = serving.cpuSeconds();
      long began = System.nanoTime();
      readFor(seconds);
      double took = (System.nanoTime() - began) / 1e9;
      double cores = (serving.cpuSeconds() - cpuBefore) / took;
      var latencies = latencies();
      long messages = readers.stream().mapToLong(StreamReader::messages).sum();
      long bytes = readers.stream().mapToLong(StreamReader::bytes).sum();
      int lost = (int) readers.stream().filter(StreamReader::hasEnded).count();
      int deaf = (int) readers.stream().filter(reader -> !reader.hasHeard()).count();
      double resident = serving.residentBytes() - residentBefore;
      double heap = countWhileReading(serving) - heapBefore;
      return new Measured(
          clients,
          readers.size(),
          lost,
          deaf,
          seconds,
          cores,
          messages / took / clients,
          messages == 0 ? 0 : (double) bytes / messages,
          heap / clients,
          resident / clients,
          latencies);
    } finally {
      for (var key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
    }
  }

  /** Who did not read meanwhile would look like slow clients, for whom frames wait on the heap. */
  private long countWhileReading(ServingProcess serving) throws IOException, InterruptedException {
    var counted = new long[1];
    var problem = new Exception[1];
    var counting =
        new Thread(
            () -> {
              try {
                counted[0] = serving.liveHeapBytes();
              } catch (IOException | InterruptedException e) {
                problem[0] = e;
              }
            });
    counting.start();
    while (counting.isAlive()) {
      read(100);
    }
    if (problem[0] != null) {
      throw new IOException("The heap was not counted", problem[0]);
    }
    return counted[0];
  }

  private void connect(int clients) throws IOException {
    var pace = new Schedule(VisitSender.nanosNow(), PER_SECOND);
    while (readers.size() < clients) {
      long due = Math.min(clients, pace.dueBy(VisitSender.nanosNow()));
      while (readers.size() < due) {
        var channel = SocketChannel.open();
        // Few bytes wait at a client that reads at once; the default would take a gigabyte of all.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 15);
        channel.bind(new InetSocketAddress("127.0.0." + (2 + readers.size() % ADDRESSES), 0));
        channel.connect(address);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        var reader = new StreamReader(hallId + ":", versions.newest());
        channel.register(selector, SelectionKey.OP_READ, reader);
        readers.add(reader);
      }
      read(10);
    }
  }

  private void readFor(int seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      read(50);
    }
  }

  private void read(long millis) throws IOException {
    selector.select(
        key -> {
          var reader = (StreamReader) key.attachment();
          try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
              reader.end();
              key.cancel();
              return;
            }
            buffer.flip();
            reader.take(buffer, VisitSender.nanosNow());
          } catch (IOException e) {
            System.err.println("a client was lost: " + e);
            reader.end();
            key.cancel();
          }
        },
        millis);
  }

  /** Microseconds from when each version was written until each client had it. */
  private Histogram latencies() {
    var written = versions.written();
    var histogram = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    for (var reader : readers) {
      reader.heard(
          (version, at) -> {
            var since = written.get(version);
            if (since != null) {
              histogram.recordValue(Math.max(0, at / 1000 - since * 1000));
            }
          });
    }
    return histogram;
  }
}
