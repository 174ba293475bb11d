package io.hallpulse.local.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a port, as far as this user may see it. */
final class PortOwner {
  private static final String LISTENING = "0A";

  private PortOwner() {}

  static Optional<String> of(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (var table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
      if (Files.exists(table)) {
        Files.readAllLines(table).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields[3].equals(LISTENING) && portOf(fields[1]) == port)
            .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
      }
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), sockets))
        .findFirst()
        .map(
            process ->
                "process %d (%s)".formatted(process.pid(), process.info().command().orElse("?")));
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
