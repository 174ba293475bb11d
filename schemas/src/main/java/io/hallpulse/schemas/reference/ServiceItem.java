package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.texts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service item, its committed handling time in minutes and its materials.
 *
 * @param materialDetails what is needed of a material (copies, where to get it), by its name; null
 *     if nothing more is known
 */
public record ServiceItem(
    String itemCode,
    String unitId,
    String name,
    @Nullable Integer committedMinutes,
    @Nullable List<String> materials,
    @Nullable Map<String, String> materialDetails)
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
    if (materialDetails != null) {
      for (var detail : materialDetails.entrySet()) {
        required(detail.getValue(), "an element of material_details");
        if (!materials.contains(detail.getKey())) {
          throw new IllegalArgumentException(
              "material_details tells of %s, which is no material of the item"
                  .formatted(detail.getKey()));
        }
      }
      materialDetails = Map.copyOf(materialDetails);
    }
  }

  /** Of whose materials the names say all. */
  public ServiceItem(
      String itemCode,
      String unitId,
      String name,
      @Nullable Integer committedMinutes,
      @Nullable List<String> materials) {
    this(itemCode, unitId, name, committedMinutes, materials, null);
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
