package io.hallpulse.domain.hall;

import org.jspecify.annotations.Nullable;

/**
 * Something that was said once and is cause for an alarm in its time: a bad rating to be put right
 * and its visitor to be contacted, a fault, a rating that is none. Times in microseconds.
 *
 * @param kind name of {@link Kind}
 * @param first when it was said first
 * @param last when it was said last; of a contact and a rectification by when it is due
 */
public record Matter(
    String kind,
    String scope,
    String scopeId,
    long first,
    long last,
    @Nullable String counterId,
    @Nullable String ticketId,
    @Nullable String detail) {

  enum Kind {
    CONTACT,
    RECTIFICATION,
    SUSPECT,
    TAMPERED,
    FAULT
  }

  Kind of() {
    return Kind.valueOf(kind);
  }

  String key() {
    return kind + "/" + scope + "/" + scopeId;
  }

  /** The same, said again at another time, in any order. */
  Matter and(@Nullable Matter known) {
    if (known == null) {
      return this;
    }
    var newest = known.last > last ? known : this;
    return new Matter(
        kind,
        scope,
        scopeId,
        Math.min(first, known.first),
        newest.last,
        newest.counterId,
        newest.ticketId,
        newest.detail);
  }
}
