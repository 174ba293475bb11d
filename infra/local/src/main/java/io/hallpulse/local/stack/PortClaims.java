package io.hallpulse.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ports that running installations of this machine have chosen and may not have opened yet, so that
 * two that start together do not choose the same. A line each: port, installation.
 */
final class PortClaims {
  private static final Pattern LINE = Pattern.compile("([0-9]{1,5}) (/.+)");

  private final Path file;

  PortClaims(Path file) {
    this.file = file;
  }

  /** Those of this machine and user. */
  static PortClaims ofMachine() {
    var name = "hallpulse-ports-" + System.getProperty("user.name");
    return new PortClaims(Path.of(System.getProperty("java.io.tmpdir"), name));
  }

  /** Which ports, if others have claimed these. */
  @FunctionalInterface
  interface Choice {
    Collection<Integer> beside(Set<Integer> claimed) throws IOException;
  }

  private record Claim(int port, String installation) {
    /** A claim holds as long as its installation runs. */
    boolean isHeld() throws IOException {
      return new Installation(Path.of(installation)).runFolder().supervisor().isPresent();
    }
  }

  /** Chooses ports while nobody else does. */
  void claim(Installation installation, Choice choice) throws IOException {
    // A lock of a file holds between processes; within this one nobody else may try.
    synchronized (PortClaims.class) {
      try (var channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        var own = installation.data().toString();
        var claims = new ArrayList<Claim>();
        for (var claim : read(channel)) {
          if (!claim.installation().equals(own) && claim.isHeld()) {
            claims.add(claim);
          }
        }
        var others = claims.stream().map(Claim::port).collect(Collectors.toSet());
        choice.beside(others).forEach(port -> claims.add(new Claim(port, own)));
        write(channel, claims);
      }
    }
  }

  /** A line that is none claims nothing. */
  private static List<Claim> read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), UTF_8)
        .lines()
        .map(LINE::matcher)
        .filter(line -> line.matches())
        .map(line -> new Claim(Integer.parseInt(line.group(1)), line.group(2)))
        .toList();
  }

  private static void write(FileChannel channel, List<Claim> claims) throws IOException {
    var lines =
        claims.stream()
            .map(claim -> "%d %s%n".formatted(claim.port(), claim.installation()))
            .collect(Collectors.joining());
    channel.truncate(0);
    channel.position(0);
    var bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
