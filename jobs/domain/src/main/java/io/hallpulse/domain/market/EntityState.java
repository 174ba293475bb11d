package io.hallpulse.domain.market;

/** Where an entity stands; in stock is what is ACTIVE. */
enum EntityState {
  NONE,
  ACTIVE,
  REVOKED,
  /** Cancelled while active. */
  CANCELLED,
  /** Cancelled after it was revoked, and so counted as revoked. */
  CANCELLED_REVOKED,
  MOVED_OUT;

  /** As it is told: whence a cancelled entity came is nobody's concern. */
  String told() {
    return this == CANCELLED_REVOKED ? CANCELLED.name() : name();
  }
}
