package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service item, its committed handling time in minutes and its materials. */
public record ServiceItem(
    String itemCode,
    String unitId,
    String name,
    @Nullable Integer committedMinutes,
    @Nullable List<String> materials)
    implements Datum {
  public ServiceItem {
    required(itemCode, "item_code");
    required(unitId, "unit_id");
    required(name, "name");
    if (committedMinutes != null && committedMinutes <= 0) {
      throw new IllegalArgumentException(
          "committed_minutes must be positive, got " + committedMinutes);
    }
    materials = materials == null ? List.of() : texts(materials, "materials");
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.ITEM;
  }

  @Override
  public String id() {
    return itemCode;
  }
}
