package io.hallpulse.schemas.audit;

import java.util.Optional;

/** Follows the entries of an audit in their order and finds the first that does not fit. */
public final class AuditChain {
  private long length;
  private String newest = AuditEntry.BEGINNING;

  /** Why this entry cannot be the next one; empty if it is. */
  public Optional<String> follow(AuditEntry entry, String previous, String hash) {
    if (entry.number() != length + 1) {
      return Optional.of(
          "Row %d is missing: row %d comes after row %d"
              .formatted(length + 1, entry.number(), length));
    }
    if (!previous.equals(newest)) {
      return Optional.of(
          "Row %d does not follow row %d as it is now".formatted(entry.number(), length));
    }
    if (!entry.hash(previous).equals(hash)) {
      return Optional.of("Row %d was changed after it was written".formatted(entry.number()));
    }
    length++;
    newest = hash;
    return Optional.empty();
  }

  public long length() {
    return length;
  }

  /** Of the last entry that fits; whoever notes it elsewhere sees a shortened chain, too. */
  public String newest() {
    return newest;
  }
}
