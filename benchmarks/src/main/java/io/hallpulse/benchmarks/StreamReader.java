package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One who listens to a stream of server-sent events: counts what comes and notes when each version
 * of a hall came. It keeps the beginning of a line only, which is enough for its id.
 */
final class StreamReader {
  /** When a version came, nanoseconds since 1970. */
  interface Heard {
    void at(long version, long nanos);
  }

  private static final int BEGINNING = 80;
  private static final String OK = "HTTP/1.1 200";

  /** By which serving tells that it is there; nothing of a hall. */
  private static final String BEAT = "event: beat";

  private final String prefix;
  private final byte[] line = new byte[BEGINNING];
  private int length;
  private boolean answered;
  private boolean hasData;
  private boolean isBeat;
  private long newest;
  private long messages;
  private long bytes;
  private boolean ended;
  private long[] versions = new long[16];
  private long[] times = new long[16];
  private int noted;

  /**
   * @param prefix of the hall's ids, the hall's id and a colon
   * @param seen versions up to this one are not noted
   */
  StreamReader(String prefix, long seen) {
    this.prefix = "id: " + prefix;
    this.newest = seen;
  }

  void take(ByteBuffer read, long now) {
    bytes += read.remaining();
    while (read.hasRemaining()) {
      byte next = read.get();
      if (next == '\n') {
        endLine(now);
      } else if (length < BEGINNING) {
        line[length++] = next;
      }
    }
  }

  private void endLine(long now) {
    int size = length;
    length = 0;
    if (!answered) {
      var status = new String(line, 0, size, US_ASCII);
      if (!status.startsWith(OK)) {
        throw new IllegalStateException("The stream answers " + status.strip());
      }
      answered = true;
      return;
    }
    if (size == 0) {
      messages += hasData && !isBeat ? 1 : 0;
      hasData = false;
      isBeat = false;
    } else if (startsWith("data:", size)) {
      hasData = true;
    } else if (startsWith(BEAT, size)) {
      isBeat = true;
    } else if (startsWith(prefix, size)) {
      note(new String(line, prefix.length(), size - prefix.length(), US_ASCII), now);
    }
  }

  private boolean startsWith(String start, int of) {
    if (of < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (line[i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void note(String versionAndTime, long now) {
    long version = Long.parseLong(versionAndTime.substring(0, versionAndTime.indexOf(':')));
    if (version <= newest) {
      return;
    }
    newest = version;
    if (noted == versions.length) {
      versions = Arrays.copyOf(versions, 2 * noted);
      times = Arrays.copyOf(times, 2 * noted);
    }
    versions[noted] = version;
    times[noted++] = now;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** What came before is not counted: the measuring begins. */
  void forget() {
    messages = 0;
    bytes = 0;
    noted = 0;
  }

  /** Whether a version of the hall came since. */
  boolean hasHeard() {
    return noted > 0;
  }

  long messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  void heard(Heard heard) {
    for (int i = 0; i < noted; i++) {
      heard.at(versions[i], times[i]);
    }
  }
}
