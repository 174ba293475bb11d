package io.hallpulse.domain.market;

import io.hallpulse.domain.market.EntityStory.NewEntity;
import org.jspecify.annotations.Nullable;

/**
 * How an event of one entity, or a case of a hall, changes its district's book; travels to the
 * district.
 *
 * @param recorded when the newest of what is in it was recorded, microseconds
 * @param active by how much the number of active entities grows: −1, 0 or 1
 * @param sums key, amount, key, amount … by which the ledger's sums change
 * @param before the entity as newly registered, as it was counted so far; no numbers for none
 * @param after the same from now on
 * @param caseBefore case of its registration so far, empty for none
 * @param caseAfter the same from now on
 * @param closed a case that was closed, null if it is about an entity
 */
public record BookChange(
    String district,
    long recorded,
    int active,
    long[] sums,
    long[] before,
    long[] after,
    String caseBefore,
    String caseAfter,
    @Nullable ClosedCase closed) {
  private static final long[] NOTHING = {};

  public static BookChange of(String district, ClosedCase closed) {
    return new BookChange(district, 0, 0, NOTHING, NOTHING, NOTHING, "", "", closed);
  }

  /** Cell of the entity at its entry from now on; asked only if it carries a case. */
  public int cellAfter() {
    return (int) after[NewEntity.CELL];
  }
}
