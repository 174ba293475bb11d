package io.hallpulse.local.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A program's log: appended to over restarts, the last one kept aside when it grows too long. */
public record LogFile(Path path) {
  private static final long LONGEST_BYTES = 20L * 1024 * 1024;
  private static final int TAIL_BYTES = 256 * 1024;

  /** Called while nobody writes to it. */
  public void rotate() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (Files.exists(path) && Files.size(path) > LONGEST_BYTES) {
      Path old = path.resolveSibling(path.getFileName() + ".1");
      Files.move(path, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public List<String> lastLines(int count) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
  }
}
