package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How large a CSV file may be: its rows and events are sorted in memory, and take many times the
 * bytes of the file. Measured: rows of 270 bytes 8 times, of 50 bytes 25 times.
 *
 * @param memory what this program may use, in bytes
 */
record CsvLimit(long memory) {
  private static final int LONG_ROWS = 8;
  private static final int SHORT_ROWS = 25;

  static CsvLimit ofThisProgram() {
    return new CsvLimit(Runtime.getRuntime().maxMemory());
  }

  /** Refuses a file that cannot fit whatever its rows are. */
  void check(Path file) {
    if (size(file) > memory / LONG_ROWS) {
      throw tooLarge(file, null);
    }
  }

  /** Reads a file that fits if its rows are not too short. */
  <T> T guard(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, e);
    }
  }

  private Failure tooLarge(Path file, @Nullable Throwable cause) {
    return new Failure(
        """
        %s has %s and is sorted in memory: this program's %s bear %s of long rows or %s of short \
        ones. Split it, every group of rows whole in one part, or give the program more memory (-Xmx)"""
            .formatted(
                file,
                megabytes(size(file)),
                megabytes(memory),
                megabytes(memory / LONG_ROWS),
                megabytes(memory / SHORT_ROWS)),
        cause);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }
}
