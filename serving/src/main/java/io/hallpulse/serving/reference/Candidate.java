package io.hallpulse.serving.reference;

import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import java.time.Instant;

/** A checked datum that asks to become a version. */
record Candidate(Datum datum, Instant effectiveFrom, String source) {
  String type() {
    return datum.type().key();
  }

  String id() {
    return datum.id();
  }

  String value() {
    return ReferenceType.write(datum);
  }
}
