package io.hallpulse.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ports that were chosen on this machine and may not be open yet, so that installations that start
 * together do not choose the same. A line each: port, when it was chosen (milliseconds since 1970),
 * installation.
 */
final class PortClaims {
  /** Until then the supervisor of a start is there; afterwards a claim holds as long as it runs. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Path file;

  PortClaims(Path file) {
    this.file = file;
  }

  /** Those of this machine and user. */
  static PortClaims ofMachine() {
    var name = "hallpulse-ports-" + System.getProperty("user.name");
    return new PortClaims(Path.of(System.getProperty("java.io.tmpdir"), name));
  }

  private record Claim(int port, long since, String installation) {
    static Claim of(String line) {
      var words = line.split(" ", 3);
      return new Claim(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2]);
    }

    boolean isHeld(long now) throws IOException {
      return now - since < GRACE.toMillis()
          || new Installation(Path.of(installation)).runFolder().supervisor().isPresent();
    }

    @Override
    public String toString() {
      return port + " " + since + " " + installation;
    }
  }

  /**
   * Chooses ports while nobody else does.
   *
   * @param choice is given what others have claimed
   */
  <T extends Collection<Integer>> T claim(
      Installation installation, long now, Function<Set<Integer>, T> choice) throws IOException {
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
          if (!claim.installation().equals(own) && claim.isHeld(now)) {
            claims.add(claim);
          }
        }
        var chosen = choice.apply(claims.stream().map(Claim::port).collect(Collectors.toSet()));
        chosen.forEach(port -> claims.add(new Claim(port, now, own)));
        write(channel, claims);
        return chosen;
      }
    }
  }

  private static List<Claim> read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), UTF_8).lines().map(Claim::of).toList();
  }

  private static void write(FileChannel channel, List<Claim> claims) throws IOException {
    var lines = claims.stream().map(claim -> claim + "\n").collect(Collectors.joining());
    channel.truncate(0);
    channel.position(0);
    var bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
