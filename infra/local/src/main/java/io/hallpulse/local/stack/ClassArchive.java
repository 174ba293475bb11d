package io.hallpulse.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that a program has loaded, in the form in which the JVM maps them: a program that is
 * started again need not unpack, check and link them once more. It lies beside what was built.
 */
public record ClassArchive(Path target) {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final long DUMP_MINUTES = 2;

  /** How to start a program that uses the archive, or from which one can be made. */
  public List<String> options() throws IOException {
    var use = isCurrent() ? "-XX:SharedArchiveFile=" + file() : "-XX:+RecordDynamicDumpInfo";
    return List.of(use, "-Xlog:cds=off,cds+dynamic=off");
  }

  /** Has a running program write the archive, unless there is one of these jars. */
  public void writeFrom(long pid) throws InterruptedException {
    try {
      if (!isCurrent()) {
        dump(pid);
      }
    } catch (IOException e) {
      // It is only slower without.
      LOG.warn("Process {} wrote no archive of its classes to {}: {}", pid, target, e.toString());
    }
  }

  private void dump(long pid) throws IOException, InterruptedException {
    var fresh = target.resolve("classes-%d.jsa".formatted(pid));
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var dump =
        new ProcessBuilder(jcmd, Long.toString(pid), "VM.cds", "dynamic_dump", fresh.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (dump.waitFor(DUMP_MINUTES, TimeUnit.MINUTES) && Files.exists(fresh)) {
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    dump.destroyForcibly();
    Files.deleteIfExists(fresh);
    throw new IOException("jcmd ended without one");
  }

  /** The JVM ignores an archive of other jars; so that a new one is made, it must not count. */
  private boolean isCurrent() throws IOException {
    if (!Files.exists(file())) {
      return false;
    }
    var made = Files.getLastModifiedTime(file());
    try (var libraries = Files.list(target.resolve("lib"));
        var jars = Files.newDirectoryStream(target, "*.jar")) {
      var own = Stream.<Path>builder();
      jars.forEach(own::add);
      return Stream.concat(libraries, own.build()).allMatch(jar -> isOlder(jar, made));
    }
  }

  private static boolean isOlder(Path jar, FileTime made) {
    return jar.toFile().lastModified() < made.toMillis();
  }

  private Path file() {
    return target.resolve("classes.jsa");
  }
}
