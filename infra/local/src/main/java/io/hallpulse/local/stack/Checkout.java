package io.hallpulse.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder with HallPulse's sources and what was built from them. */
public record Checkout(Path home) {
  private static final String PROPERTY = "hallpulse.home";

  /** The one whose launcher runs now. */
  public static Checkout own() {
    String home = System.getProperty(PROPERTY);
    if (home == null) {
      throw new IllegalStateException(
          "The launcher is started by ./hallpulse; by hand it needs -D" + PROPERTY + "=CHECKOUT");
    }
    return new Checkout(Path.of(home).toAbsolutePath().normalize());
  }

  /** Starts a main class of a built module on this JDK. */
  public List<String> java(String module, String mainClass, List<String> options)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(javaOf(Path.of(System.getProperty("java.home"))));
    command.addAll(options);
    command.add("-cp");
    command.add(classPath(module));
    command.add(mainClass);
    return command;
  }

  static String javaOf(Path jdk) {
    return jdk.resolve("bin").resolve("java").toString();
  }

  /** The module's jar and the folder of those that it needs. */
  public String classPath(String module) throws IOException {
    Path target = target(module);
    return jar(target, home.resolve(module).getFileName() + "-*.jar")
        + ":"
        + target.resolve("lib")
        + "/*";
  }

  private static Path jar(Path target, String pattern) throws IOException {
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, pattern)) {
        for (var jar : jars) {
          String name = jar.getFileName().toString();
          if (!name.endsWith("-sources.jar") && !name.endsWith("-tests.jar")) {
            return jar;
          }
        }
      }
    }
    throw new IOException(
        "%s/%s is not there: build with ./hallpulse up".formatted(target, pattern));
  }

  String libraries(String module) {
    return target(module).resolve("lib") + "/*";
  }

  /** What was built of a module. */
  public Path target(String module) {
    return home.resolve(module).resolve("target");
  }
}
