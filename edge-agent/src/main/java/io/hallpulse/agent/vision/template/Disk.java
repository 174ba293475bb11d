package io.hallpulse.agent.vision.template;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are really written when a method returns, for their owner's eyes alone. */
final class Disk {
  private Disk() {}

  static void directory(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static void write(Path path, byte[] bytes) throws IOException {
    put(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
  }

  static void append(Path path, byte[] bytes) throws IOException {
    put(path, bytes, StandardOpenOption.APPEND);
  }

  /** Zeros over it, then away with it. On flash the old cells may live on: see the handbook. */
  static void destroy(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      var zeros = ByteBuffer.allocate(Math.toIntExact(file.size()));
      while (zeros.hasRemaining()) {
        file.write(zeros, zeros.position());
      }
      file.force(true);
    }
    Files.delete(path);
    syncDirectory(path);
  }

  private static void put(Path path, byte[] bytes, OpenOption how) throws IOException {
    boolean isNew = !Files.exists(path);
    try (var file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        file.write(left);
      }
      file.force(true);
    }
    if (isNew) {
      syncDirectory(path);
    }
  }

  private static void syncDirectory(Path path) throws IOException {
    try (var directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
