package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

/** A unit (department) that serves at counters. */
public record ServiceUnit(String unitId, String name) implements Datum {
  public ServiceUnit {
    required(unitId, "unit_id");
    required(name, "name");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.UNIT;
  }

  @Override
  public String id() {
    return unitId;
  }
}
