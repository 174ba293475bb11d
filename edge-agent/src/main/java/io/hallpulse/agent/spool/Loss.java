package io.hallpulse.agent.spool;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a corrupt segment lost; its bytes are kept aside under a name that tells it.
 *
 * @param file the name under which the bytes are kept
 * @param fromSeq first of the lost numbers, after {@code toSeq} if no event is missing
 */
public record Loss(String file, long segment, long epoch, long fromSeq, long toSeq) {
  private static final Pattern NAME =
      Pattern.compile("quarantine-([0-9]+)-([0-9]+)-([0-9]+)-([0-9]+)(-[0-9]+)?\\.bad");

  static Loss of(long segment, long epoch, long fromSeq, long toSeq, int nth) {
    var name = "quarantine-%d-%d-%d-%d-%d.bad".formatted(segment, epoch, fromSeq, toSeq, nth);
    return new Loss(name, segment, epoch, fromSeq, toSeq);
  }

  static @Nullable Loss read(String name) {
    var parts = NAME.matcher(name);
    return parts.matches()
        ? new Loss(
            name,
            Long.parseLong(parts.group(1)),
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4)))
        : null;
  }

  /** For whoever is to look at it. */
  public String text() {
    return fromSeq > toSeq
        ? "segment %d was corrupt, no event of it is lost; kept as %s".formatted(segment, file)
        : "segment %d was corrupt, epoch %d seq %d to %d are lost; kept as %s"
            .formatted(segment, epoch, fromSeq, toSeq, file);
  }
}
