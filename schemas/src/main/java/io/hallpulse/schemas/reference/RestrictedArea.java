package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Premises in which a business may not be opened (禁设区域).
 *
 * @param addresses as people write them: what a keyword is looked for in
 * @param business which business may not be opened there
 * @param reason why, in words for the applicant
 * @param basis the rule that says so
 * @param outline its corners in their order, at least three
 */
public record RestrictedArea(
    String areaId,
    String district,
    String name,
    List<String> addresses,
    String business,
    String reason,
    @Nullable String basis,
    List<Position> outline)
    implements Datum {
  public RestrictedArea {
    required(areaId, "area_id");
    required(district, "district");
    required(name, "name");
    addresses = texts(required(addresses, "addresses"), "addresses");
    required(business, "business");
    required(reason, "reason");
    outline = List.copyOf(required(outline, "outline"));
    if (outline.size() < 3) {
      throw new IllegalArgumentException("outline has 3 corners or more, got " + outline.size());
    }
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.RESTRICTED_AREA;
  }

  @Override
  public String id() {
    return areaId;
  }
}
