package io.hallpulse.schemas.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder in which Trino leaves its reports, a file each, until serving has kept them: neither
 * needs the other to run.
 */
public record SqlReports(Path folder) {
  private static final String SUFFIX = ".report";

  /** Adds a report, whole or not at all; only the files' owner may read it. */
  public void add(SqlReport report) throws IOException {
    var fresh =
        Files.createTempFile(
            Files.createDirectories(folder),
            report.id(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, report.text(), StandardOpenOption.DSYNC);
    Files.move(fresh, folder.resolve(report.id() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The reports that are there, the oldest query first. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** What stands in one of the files. */
  public static SqlReport read(Path file) throws IOException {
    try {
      return SqlReport.of(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s is no report: %s".formatted(file, e.getMessage()), e);
    }
  }
}
