package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.Datum.time;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is usual, from the lake: a hall's rate of loss in a slot of a weekday (hall_id, weekday,
 * slot, factor, p0, n), or how long an item takes (item_code, p90_minutes).
 *
 * @param weekday ISO, 1 Monday to 7 Sunday
 * @param slot local start, HH:MM
 * @param p0 losses per exposure, 0 to 1
 * @param n exposures that it comes from
 * @param p90Minutes that 90 % of the item's services took at most
 */
public record Baseline(
    @Nullable String hallId,
    @Nullable Integer weekday,
    @Nullable String slot,
    @Nullable String factor,
    @Nullable Double p0,
    @Nullable Long n,
    @Nullable String itemCode,
    @Nullable Double p90Minutes)
    implements Datum {
  private static final Set<String> FACTORS = Set.of("bad", "handle", "wait");

  public Baseline {
    if (itemCode == null) {
      required(hallId, "hall_id (or item_code)");
      if (weekday == null || weekday < 1 || weekday > 7) {
        throw new IllegalArgumentException("weekday must be 1 to 7, got " + weekday);
      }
      if (time(slot, "slot").getMinute() % 30 != 0) {
        throw new IllegalArgumentException("slot must begin at :00 or :30, got " + slot);
      }
      if (factor == null || !FACTORS.contains(factor)) {
        throw new IllegalArgumentException("factor must be bad, handle or wait, got " + factor);
      }
      if (p0 == null || !(p0 >= 0 && p0 <= 1)) {
        throw new IllegalArgumentException("p0 must be 0 to 1, got " + p0);
      }
      if (n == null || n < 0) {
        throw new IllegalArgumentException("n must be 0 or more, got " + n);
      }
    } else if (hallId != null) {
      throw new IllegalArgumentException(
          "a baseline is a hall's or an item's, got hall_id %s and item_code %s"
              .formatted(hallId, itemCode));
    } else if (p90Minutes == null || !(p90Minutes > 0)) {
      throw new IllegalArgumentException("p90_minutes must be above 0, got " + p90Minutes);
    }
  }

  /** Of a hall in a slot. */
  public static Baseline ofSlot(
      String hallId, int weekday, String slot, String factor, double p0, long n) {
    return new Baseline(hallId, weekday, slot, factor, p0, n, null, null);
  }

  /** Of an item. */
  public static Baseline ofItem(String itemCode, double p90Minutes) {
    return new Baseline(null, null, null, null, null, null, itemCode, p90Minutes);
  }

  @Override
  public ReferenceType type() {
    return ReferenceType.BASELINE;
  }

  @Override
  public String id() {
    return itemCode == null ? slotId(hallId, weekday, slot, factor) : itemId(itemCode);
  }

  /** The rate of loss usual in the slot; another if it comes from too few exposures. */
  public double rate(int leastExposures, double otherwise) {
    return p0 == null || n == null || n < leastExposures ? otherwise : p0;
  }

  /** The id of a hall's baseline. */
  public static String slotId(
      @Nullable String hallId,
      @Nullable Integer weekday,
      @Nullable String slot,
      @Nullable String factor) {
    return "hall/" + hallId + "/" + weekday + "/" + slot + "/" + factor; // asked for often
  }

  /** The id of an item's baseline. */
  public static String itemId(String itemCode) {
    return "item/" + itemCode;
  }
}
