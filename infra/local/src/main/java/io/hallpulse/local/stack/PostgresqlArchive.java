package io.hallpulse.local.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, as they come inside a jar. */
record PostgresqlArchive(String resource) {
  private static final int OWNER_EXECUTES = 0100;

  static PostgresqlArchive ofThisMachine() throws IOException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return switch (machine) {
      case "Linux amd64" -> new PostgresqlArchive("/postgres-linux-x86_64.txz");
      case "Linux aarch64" -> new PostgresqlArchive("/postgres-linux-arm_64.txz");
      default ->
          throw new IOException(
              "There is no PostgreSQL here for %s, only for Linux on amd64 and aarch64"
                  .formatted(machine));
    };
  }

  /** All or nothing: the folder appears when everything is in it. */
  void unpack(Path folder) throws IOException {
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    Trees.delete(unfinished);
    try (var archive = open();
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, unfinished);
      }
    }
    Files.move(unfinished, folder);
  }

  private InputStream open() throws IOException {
    var stream = PostgresqlArchive.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException(resource + " is not on the class path: build with ./hallpulse up");
    }
    return new BufferedInputStream(stream);
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path path = root.resolve(entry.getName()).normalize();
    if (!path.startsWith(root)) {
      throw new IOException("The archive's " + entry.getName() + " would land outside " + root);
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
