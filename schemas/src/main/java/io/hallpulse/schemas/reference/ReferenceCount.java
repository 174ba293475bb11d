package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;

/**
 * New registrations of a larger area in a year, by sector.
 *
 * @param area code of the area
 * @param sector 1, 2 or 3
 */
public record ReferenceCount(String area, int year, int sector, long count) implements Datum {
  public ReferenceCount {
    required(area, "area");
    if (sector < 1 || sector > 3) {
      throw new IllegalArgumentException("sector must be 1, 2 or 3, got " + sector);
    }
    if (count < 0) {
      throw new IllegalArgumentException("count must be 0 or more, got " + count);
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.REFERENCE_COUNTS;
  }

  @Override
  public String id() {
    return "%s/%d/%d".formatted(area, year, sector);
  }
}
