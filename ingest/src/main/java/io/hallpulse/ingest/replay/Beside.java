package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names files beside an input; what an earlier replay left there is removed. */
final class Beside {
  private Beside() {}

  static Path of(Path input, String suffix) {
    var name = input.toAbsolutePath().getFileName();
    var file = input.toAbsolutePath().resolveSibling(name + suffix);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Failure("Cannot replace %s: %s".formatted(file, e), e);
    }
    return file;
  }
}
