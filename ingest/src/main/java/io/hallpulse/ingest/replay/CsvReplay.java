package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.ingest.ReferenceLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Replays a CSV file through a mapping; content of file and mapping is the events' identity. */
final class CsvReplay {
  private final Mapping mapping;
  private final Delivery delivery;
  private final CsvLimit limit;

  CsvReplay(Mapping mapping, Delivery delivery, CsvLimit limit) {
    this.mapping = mapping;
    this.delivery = delivery;
    this.limit = limit;
  }

  CsvEvents run(Path file, RejectedRows rejectedRows) {
    limit.check(file);
    long epoch = epoch(file, mapping);
    var read = limit.guard(file, () -> read(file, epoch, rejectedRows));
    var references = new ReferenceLines(new Origin(mapping.source(), epoch));
    for (var datum : mapping.reference()) {
      references.add(datum.type(), datum.value(), mapping.effectiveFrom());
    }
    for (var line : references.lines()) {
      delivery.reference(0, line, CsvReplay::refuse);
    }
    for (var one : read.events()) {
      delivery.event(one.line(), one.event());
    }
    delivery.finish();
    return read;
  }

  private CsvEvents read(Path file, long epoch, RejectedRows rejectedRows) {
    var csv = CsvFile.read(file, mapping);
    var read = CsvEvents.of(csv, mapping, epoch);
    rejectedRows.write(csv.header(), mapping.delimiter(), read.rejected());
    return read;
  }

  /** A positive number that tells files apart by their content. */
  static long epoch(Path file, Mapping mapping) {
    try (var stream = Files.newInputStream(file)) {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(mapping.content().getBytes(StandardCharsets.UTF_8));
      var buffer = new byte[65_536];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return Math.max(1, ByteBuffer.wrap(sha256.digest()).getLong() & Long.MAX_VALUE);
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void refuse(long line, String raw, String reason) {
    throw new Failure("Serving refuses the mapping's reference %s: %s".formatted(raw, reason));
  }
}
