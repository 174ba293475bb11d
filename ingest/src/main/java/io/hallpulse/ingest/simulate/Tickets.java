package io.hallpulse.ingest.simulate;

import java.util.UUID;

/** Identities that a kiosk makes: ticket ids shaped as UUIDv7, and visitors' tokens. */
final class Tickets {
  /** So many different people visit the demo's district. */
  private static final int PEOPLE = 200_000;

  private Tickets() {}

  static String id(long micros, Chance chance) {
    long time = (micros / 1_000) << 16;
    long version = 0x7000 | (chance.bits() >>> 52);
    long variant = 0x8000_0000_0000_0000L | (chance.bits() >>> 2);
    return new UUID(time | version, variant).toString();
  }

  static String visitorToken(String district, Chance chance) {
    var person = Chance.of("person", district, chance.below(PEOPLE));
    return "v1:%016x%016x".formatted(person.bits(), person.bits());
  }
}
