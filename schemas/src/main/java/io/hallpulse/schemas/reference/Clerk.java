package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import org.jspecify.annotations.Nullable;

/** A clerk; the name stays with the master. */
public record Clerk(String staffId, @Nullable String name) implements Datum {
  public Clerk {
    required(staffId, "staff_id");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.STAFF;
  }

  @Override
  public String id() {
    return staffId;
  }
}
