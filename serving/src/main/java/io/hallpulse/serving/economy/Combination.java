package io.hallpulse.serving.economy;

import io.hallpulse.domain.market.CellPeriod;
import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Cells of the ledger that are counted together.
 *
 * @param subdistricts names, unassigned among them; none: all
 * @param industries sections A to T, unassigned among them; none: all
 * @param types ENTERPRISE, HOUSEHOLD, COOPERATIVE; none: all
 */
@Schema(name = "EconomyCombination")
record Combination(List<String> subdistricts, List<String> industries, List<String> types) {
  private static final Set<String> TYPES = Set.of("ENTERPRISE", "HOUSEHOLD", "COOPERATIVE");

  Combination {
    subdistricts = List.copyOf(subdistricts);
    industries = List.copyOf(industries);
    types = List.copyOf(types);
    for (var industry : industries) {
      check("industry", industry, industry.matches("[A-T]|unassigned"));
    }
    for (var type : types) {
      check("type", type, TYPES.contains(type));
    }
  }

  private static void check(String name, String value, boolean fits) {
    if (!fits) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "There is no %s %s".formatted(name, value));
    }
  }

  /** What stands between commas; nothing, if nothing is said. */
  static List<String> list(String commas) {
    return commas.isBlank() ? List.of() : List.of(commas.split(","));
  }

  boolean has(LiveCell cell) {
    return has(subdistricts, cell.getSubdistrict())
        && has(industries, cell.getIndustry())
        && has(types, cell.getEntityType());
  }

  private static boolean has(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  /** The figures of the running periods. */
  static List<Figure> figures(List<LiveCell> cells) {
    var periods = new LinkedHashMap<String, CellPeriod>();
    for (var cell : cells) {
      for (var live : cell.getPeriods()) {
        var period = CellPeriod.of(live);
        periods.merge(period.kind() + "/" + period.name(), period, CellPeriod::plus);
      }
    }
    return periods.values().stream()
        .flatMap(period -> period.figures().stream())
        .map(Figure::of)
        .toList();
  }
}
