package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

/**
 * How many people live in a district or subdistrict in a year.
 *
 * @param scopeId code of the district or name of the subdistrict
 */
public record Population(String scopeId, int year, long residents) implements Datum {
  public Population {
    required(scopeId, "scope_id");
    if (residents < 1) {
      throw new IllegalArgumentException("residents must be 1 or more, got " + residents);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.POPULATION;
  }

  @Override
  public String id() {
    return scopeId + "/" + year;
  }
}
