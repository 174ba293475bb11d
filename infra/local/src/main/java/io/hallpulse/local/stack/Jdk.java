package io.hallpulse.local.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A Java installed on this machine. */
public record Jdk(Path home, int version) {

  /** All that are found, each once. */
  public static List<Jdk> installed(Map<String, String> environment) throws IOException {
    Map<Path, Jdk> found = new LinkedHashMap<>();
    for (var home : candidates(environment)) {
      var jdk = at(home);
      if (jdk.isPresent()) {
        found.putIfAbsent(jdk.get().home(), jdk.get());
      }
    }
    return List.copyOf(found.values());
  }

  /** The oldest one that is new enough: the least tried is the newest. */
  public static Optional<Jdk> atLeast(int version, List<Jdk> installed) {
    return installed.stream()
        .filter(jdk -> jdk.version() >= version)
        .min(Comparator.comparingInt(Jdk::version));
  }

  static Optional<Jdk> at(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    var properties = new Properties();
    try (var text = Files.newBufferedReader(release)) {
      properties.load(text);
    }
    return feature(properties.getProperty("JAVA_VERSION", ""))
        .map(version -> new Jdk(real(home), version));
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException unresolvable) {
      return home.toAbsolutePath();
    }
  }

  /** 17 of "17.0.15", 8 of "1.8.0_402". */
  public static Optional<Integer> feature(String version) {
    String[] parts = version.replace("\"", "").split("[._+-]");
    String part = parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0];
    return part.matches("[0-9]+") ? Optional.of(Integer.valueOf(part)) : Optional.empty();
  }

  private static List<Path> candidates(Map<String, String> environment) throws IOException {
    var homes = new ArrayList<Path>();
    var set = environment.getOrDefault("JAVA_HOME", "");
    if (!set.isEmpty()) {
      homes.add(Path.of(set));
    }
    for (var folder : environment.getOrDefault("PATH", "").split(":")) {
      Path java = Path.of(folder, "java");
      if (Files.isExecutable(java)) {
        homes.add(java.toRealPath().resolve("../..").normalize());
      }
    }
    Path user = Path.of(System.getProperty("user.home"));
    for (var shelf :
        List.of(
            Path.of("/usr/lib/jvm"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            Path.of("/opt"),
            Path.of("/usr/local"))) {
      homes.addAll(foldersOf(shelf));
    }
    return homes;
  }

  private static List<Path> foldersOf(Path shelf) throws IOException {
    var folders = new ArrayList<Path>();
    if (Files.isReadable(shelf) && Files.isDirectory(shelf)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(shelf, Files::isDirectory)) {
        all.forEach(folders::add);
      }
    }
    folders.sort(Comparator.naturalOrder());
    return folders;
  }
}
