package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.zone;

/** A district and the time zone of its local dates. */
public record District(String district, String name, String timeZone) implements Datum {
  public District {
    required(district, "district");
    required(name, "name");
    zone(timeZone, "time_zone");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.DISTRICT;
  }

  @Override
  public String id() {
    return district;
  }
}
