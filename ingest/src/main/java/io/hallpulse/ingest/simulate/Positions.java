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
import org.jspecify.annotations.Nullable;

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
  private final Plan plan;
  private final Map<String, Map<Long, Day>> days;
  private boolean changed;

  /**
   * One hall's day.
   *
   * @param denseFrom with what the day was begun, for going on with the same events
   * @param acknowledged highest seq that the broker has
   */
  record Day(long denseFrom, long acknowledged, boolean complete) {}

  /** What decides which events come under which numbers. */
  record Plan(long seed, int generator, @Nullable String district) {
    static Plan of(long seed, DemoDistrict district) {
      return new Plan(seed, HallDay.GENERATOR, district.fingerprint());
    }

    @Override
    public String toString() {
      return "seed %d, generator %d, district and troubles %s".formatted(seed, generator, district);
    }
  }

  private record Content(
      long seed, int generator, @Nullable String district, Map<String, Map<Long, Day>> days) {
    Plan plan() {
      return new Plan(seed, generator, district);
    }
  }

  private Positions(Path file, FileChannel lockFile, FileLock lock, Content content) {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
    this.plan = content.plan();
    this.days = new TreeMap<>();
    content.days().forEach((source, byEpoch) -> days.put(source, new TreeMap<>(byEpoch)));
  }

  static Positions open(Path folder, Plan plan) {
    var file = folder.resolve("positions.json");
    try {
      Files.createDirectories(folder);
      var lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        return new Positions(file, lockFile, lock(folder, lockFile), read(file, plan));
      } catch (IOException | Failure e) {
        lockFile.close(); // gives the lock back too
        throw e;
      }
    } catch (IOException e) {
      throw new Failure("Cannot use state folder %s: %s".formatted(folder, e), e);
    }
  }

  private static FileLock lock(Path folder, FileChannel lockFile) throws IOException {
    try {
      var lock = lockFile.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(folder, e);
    }
    throw inUse(folder, null);
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
      Files.write(
          next,
          JSON.writeValueAsBytes(
              new Content(plan.seed(), plan.generator(), plan.district(), days)));
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

  private static Content read(Path file, Plan plan) throws IOException {
    if (!Files.exists(file)) {
      return new Content(plan.seed(), plan.generator(), plan.district(), Map.of());
    }
    try {
      var content = JSON.readValue(Files.readAllBytes(file), Content.class);
      if (!content.plan().equals(plan)) {
        throw new Failure(
            """
            %s was written with %s, this is %s: its days would get other events under the same \
            numbers. Use another state folder, and other data"""
                .formatted(file, content.plan(), plan));
      }
      return content;
    } catch (JsonProcessingException e) {
      throw new Failure("%s is not a position file: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Failure inUse(Path folder, @Nullable Exception cause) {
    return new Failure("Another simulator uses the state folder %s".formatted(folder), cause);
  }
}
