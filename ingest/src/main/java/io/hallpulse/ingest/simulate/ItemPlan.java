package io.hallpulse.ingest.simulate;

import java.util.List;

/**
 * A service item of the demo.
 *
 * @param caseDays working days that the case behind it may take, 0 if there is none
 */
record ItemPlan(
    String code,
    String unitId,
    String name,
    int committedMinutes,
    List<String> materials,
    int caseDays) {
  ItemPlan {
    materials = List.copyOf(materials);
  }

  /** Whether a business is started by it. */
  boolean isLicence() {
    return name.startsWith("企业设立") || name.startsWith("个体工商户开业");
  }
}
