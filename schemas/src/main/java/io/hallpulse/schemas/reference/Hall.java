package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

import org.jspecify.annotations.Nullable;

/** A service hall: the district centre, a subdistrict centre or a self-service point. */
public record Hall(String hallId, String name, String district, @Nullable String subdistrict)
    implements Datum {
  public Hall {
    required(hallId, "hall_id");
    required(name, "name");
    required(district, "district");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.HALL;
  }

  @Override
  public String id() {
    return hallId;
  }
}
