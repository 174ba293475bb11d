package io.hallpulse.local;

import io.hallpulse.local.supervise.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a program wrote. */
@Command(
    name = "logs",
    description = "Shows what a program wrote last.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(paramLabel = "NAME", description = "A name that status shows, or supervisor")
  private String name = "";

  @Option(names = "-f", description = "Goes on with what it writes from now")
  private boolean follow;

  @Option(names = "-n", paramLabel = "LINES", defaultValue = "200", description = "How many lines")
  private int lines = 200;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = which.installation().runFolder();
    var out = spec.commandLine().getOut();
    List<String> known = known(folder.logs());
    if (!known.contains(name)) {
      throw new IOException(
          known.isEmpty()
              ? "There are no logs in %s: ./hallpulse up makes them".formatted(folder.logs())
              : "No log is named %s; there are %s".formatted(name, String.join(", ", known)));
    }
    LogFile log = folder.log(name);
    long seen = Files.size(log.path());
    log.lastLines(lines).forEach(out::println);
    out.flush();
    while (follow) {
      TimeUnit.MILLISECONDS.sleep(300);
      seen = copyFrom(log.path(), seen, out);
    }
    return 0;
  }

  private static List<String> known(Path logs) throws IOException {
    var names = new ArrayList<String>();
    if (Files.isDirectory(logs)) {
      try (var files = Files.newDirectoryStream(logs, "*.log")) {
        files.forEach(file -> names.add(file.getFileName().toString().replaceAll("\\.log$", "")));
      }
    }
    Collections.sort(names);
    return names;
  }

  /** Prints what was appended; a file that became shorter is a new one. */
  private static long copyFrom(Path log, long seen, PrintWriter out) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(file.length() < seen ? 0 : seen);
      byte[] fresh = new byte[(int) Math.min(file.length() - file.getFilePointer(), 1 << 20)];
      file.readFully(fresh);
      out.print(new String(fresh, StandardCharsets.UTF_8));
      out.flush();
      return file.getFilePointer();
    }
  }
}
