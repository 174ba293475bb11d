package io.hallpulse.ingest.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far each hall's day has been acknowledged, kept in a file that is replaced whole. One program
 * at a time may use a state folder.
 */
final class Positions implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_DAYS_OF_A_HALL = 400;

  private final Path file;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final long seed;
  private final Map<String, Map<Long, Day>> days;
  private boolean changed;

  /**
   * One hall's day.
   *
   * @param denseFrom with what the day was begun, for going on with the same events
   * @param acknowledged highest seq that the broker has
   */
  record Day(long denseFrom, long acknowledged, boolean complete) {}

  private record Content(long seed, int generator, Map<String, Map<Long, Day>> days) {}

  private Positions(Path file, FileChannel lockFile, FileLock lock, Content content) {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
    this.seed = content.seed();
    this.days = new TreeMap<>();
    content.days().forEach((source, byEpoch) -> days.put(source, new TreeMap<>(byEpoch)));
  }

  static Positions open(Path folder, long seed) {
    var file = folder.resolve("positions.json");
    try {
      Files.createDirectories(folder);
      var lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = lockFile.tryLock();
      if (lock == null) {
        lockFile.close();
        throw inUse(folder);
      }
      return new Positions(file, lockFile, lock, read(file, seed));
    } catch (OverlappingFileLockException e) {
      throw inUse(folder);
    } catch (IOException e) {
      throw new Failure("Cannot use state folder %s: %s".formatted(folder, e), e);
    }
  }

  synchronized Optional<Day> day(Origin origin) {
    return Optional.ofNullable(days.getOrDefault(origin.source(), Map.of()).get(origin.epoch()));
  }

  /** Days that were begun and not ended. */
  synchronized List<Origin> unfinished() {
    var unfinished = new ArrayList<Origin>();
    days.forEach(
        (source, byEpoch) ->
            byEpoch.forEach(
                (epoch, day) -> {
                  if (!day.complete()) {
                    unfinished.add(new Origin(source, epoch));
                  }
                }));
    return unfinished;
  }

  synchronized void put(Origin origin, Day day) {
    var ofSource =
        (TreeMap<Long, Day>) days.computeIfAbsent(origin.source(), key -> new TreeMap<>());
    if (!day.equals(ofSource.put(origin.epoch(), day))) {
      changed = true;
    }
    while (ofSource.size() > MOST_DAYS_OF_A_HALL) {
      ofSource.pollFirstEntry();
    }
  }

  /** Writes the file if anything changed, so that a crash leaves the old or the new one. */
  synchronized void save() {
    if (!changed) {
      return;
    }
    var next = file.resolveSibling("positions.json.new");
    try {
      Files.write(next, JSON.writeValueAsBytes(new Content(seed, HallDay.GENERATOR, days)));
      try (var written = FileChannel.open(next, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      changed = false;
    } catch (IOException e) {
      throw new Failure("Cannot write %s: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() {
    save();
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new Failure("Cannot release %s: %s".formatted(file.getParent(), e), e);
    }
  }

  private static Content read(Path file, long seed) throws IOException {
    if (!Files.exists(file)) {
      return new Content(seed, HallDay.GENERATOR, Map.of());
    }
    try {
      var content = JSON.readValue(Files.readAllBytes(file), Content.class);
      if (content.seed() != seed || content.generator() != HallDay.GENERATOR) {
        throw new Failure(
            """
            %s was written with seed %d by generator %d, this is seed %d and generator %d: its days \
            would get other events under the same numbers. Use another state folder, and other data"""
                .formatted(file, content.seed(), content.generator(), seed, HallDay.GENERATOR));
      }
      return content;
    } catch (JsonProcessingException e) {
      throw new Failure("%s is not a position file: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Failure inUse(Path folder) {
    return new Failure("Another simulator uses the state folder %s".formatted(folder));
  }
}
