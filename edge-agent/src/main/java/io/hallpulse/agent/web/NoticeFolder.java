package io.hallpulse.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.agent.hall.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Signed notices as they were signed, image and all, each in a file of its own that is never
 * written again. They stay on the device.
 */
public final class NoticeFolder {
  private static final String OWED = ".owed";

  private final Path folder;

  public NoticeFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /**
   * Makes it durable. One whose event was never written may lie here from before a crash: it was
   * never answered for, and makes room.
   */
  void keep(String noticeId, String json) throws IOException {
    var file = file(noticeId);
    var fresh = folder.resolve(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(json.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** SHA-256 of what is kept, hex. */
  static String seal(String json) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Serving is to learn of it, however often the agent starts before it does. */
  void owe(String noticeId) throws IOException {
    var mark = owed(noticeId);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
    }
  }

  /** Serving has it. */
  public void settle(String noticeId) throws IOException {
    Files.deleteIfExists(owed(noticeId));
  }

  /** Those that serving has not got, the oldest first: their ids are in the order of time. */
  public List<String> owed() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(OWED))
          .map(name -> name.substring(0, name.length() - OWED.length()))
          .sorted()
          .toList();
    }
  }

  private Path owed(String noticeId) {
    return folder.resolve(file(noticeId).getFileName().toString().replace(".json", OWED));
  }

  public Optional<String> read(String noticeId) throws IOException {
    var file = file(noticeId);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private Path file(String noticeId) {
    if (!noticeId.matches("[0-9a-f-]{36}")) {
      throw Refused.unknown("notice", noticeId);
    }
    return folder.resolve(noticeId + ".json");
  }
}
