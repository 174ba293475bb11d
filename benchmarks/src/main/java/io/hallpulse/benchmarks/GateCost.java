package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.domain.grant.Authorship;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to know who wrote an event: checking the signature, and telling writers apart. */
@Command(name = "gate", description = "CPU per event of signatures and of telling writers apart.")
final class GateCost implements Callable<Integer> {
  private static final byte[] HALL = "bench-h0".getBytes(UTF_8);
  private static final int BATCH = 64;
  private static final int BATCHES = 2_000;

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(names = "--rounds", defaultValue = "7", description = "of each side, taking turns")
  private int rounds;

  private final SigningKey key = SigningKey.loader("a key for measuring");
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final ArrayList<byte[]> values = new ArrayList<>();
  private final ArrayList<byte[]> headers = new ArrayList<>();
  private long seen;

  @Override
  public Integer call() throws Exception {
    var source = new VisitEvents("bench-h0", new Schedule(TimeUnit.DAYS.toNanos(20_000), 10));
    for (long i = 0; i < BATCHES; i++) {
      var value = codec.encode(source.batch(i * BATCH, (i + 1) * BATCH));
      values.add(value);
      headers.add(key.sign(Signature.NO_STORE, HALL, value));
    }
    var check = new Spread();
    var decode = new Spread();
    var both = new Spread();
    for (int round = -3; round < rounds; round++) {
      var sides =
          List.of(
              Cost.of(() -> check(2), () -> check(20), events(18)),
              Cost.of(() -> decode(2, false), () -> decode(20, false), events(18)),
              Cost.of(() -> decode(2, true), () -> decode(20, true), events(18)));
      if (round < 0) {
        continue; // the compiler's rounds
      }
      check.add(sides.get(0));
      decode.add(sides.get(1));
      both.add(sides.get(2));
    }
    double authors = both.median() - decode.median();
    System.out.printf(
        """
        CPU per event in batches of %d (%d bytes an event), median of %d rounds (least to most)
        check the signature     %s
        decode                  %s
        decode and authorship   %s  so authorship %.0f ns
        (%d)
        """,
        BATCH, values.get(0).length / BATCH, rounds, check, decode, both, authors, seen);
    var result = new LinkedHashMap<String, Object>();
    result.put("batch", BATCH);
    result.put("bytes_per_event", values.get(0).length / BATCH);
    result.put("check_ns_per_event", check.json());
    result.put("decode_ns_per_event", decode.json());
    result.put("authorship_ns_per_event_median", authors);
    Result.write(results, "gate-cost", result);
    return 0;
  }

  private static long events(int times) {
    return (long) times * BATCHES * BATCH;
  }

  private void check(int times) {
    for (int time = 0; time < times; time++) {
      for (int i = 0; i < BATCHES; i++) {
        var signature = ((Accepted<Signature>) Signature.read(headers.get(i))).value();
        if (!key.made(signature, HALL, values.get(i))) {
          throw new IllegalStateException("Batch %d is not signed".formatted(i));
        }
        seen++;
      }
    }
  }

  private void decode(int times, boolean authors) {
    for (int time = 0; time < times; time++) {
      var author = Authorship.of(Signature.NO_STORE);
      for (var value : values) {
        var batch = ((Accepted<EventBatch>) codec.decode(value)).value();
        seen += batch.getEvents().size();
        if (authors) {
          if (Authorship.denial(author, Signature.NO_STORE, batch).isPresent()) {
            throw new IllegalStateException("No second writer is here");
          }
          author = author.with(batch);
        }
      }
      seen += author.highest();
    }
  }
}
