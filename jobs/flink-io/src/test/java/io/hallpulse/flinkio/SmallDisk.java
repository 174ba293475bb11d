package io.hallpulse.flinkio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file system of a few megabytes that can be filled; mounting one needs the right to. */
final class SmallDisk implements AutoCloseable {
  private static final byte[] BLOCK = new byte[4096];

  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  static SmallDisk at(Path root, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(root);
    var mount = List.of("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(megabytes), "tmpfs");
    assumeTrue(run(mount, root) == 0, "this user may not mount a file system");
    return new SmallDisk(root);
  }

  /** Takes all that is free now. */
  void fill() {
    try (var out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException full) {
      // As wanted: what fails is the last block.
    }
  }

  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return root.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    try {
      run(List.of("umount", "-l"), root);
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while " + root + " was unmounted", e);
    }
  }

  private static int run(List<String> command, Path root) throws IOException, InterruptedException {
    var whole = new ArrayList<>(command);
    whole.add(root.toString());
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
