package io.hallpulse.ingest.simulate;

import org.jspecify.annotations.Nullable;

/**
 * What a visitor comes for.
 *
 * @param casePlan the case that the visit opens or belongs to
 * @param matter the matter whose materials the visitor lacks today, or brings when coming again
 * @param again whether the visitor has been here for it before
 */
record Errand(
    int line,
    ItemPlan item,
    @Nullable CasePlan casePlan,
    @Nullable MatterPlan matter,
    boolean again) {
  static Errand plain(int line, ItemPlan item) {
    return new Errand(line, item, null, null, false);
  }

  static Errand of(CasePlan plan, boolean again) {
    return new Errand(plan.line(), plan.item(), plan, null, again);
  }

  static Errand of(MatterPlan plan, boolean again) {
    return new Errand(plan.line(), plan.item(), null, plan, again);
  }

  /** Later days count on this visit, so the visitor stays until served. */
  boolean isPlanned() {
    return casePlan != null || matter != null;
  }

  boolean opensCase() {
    return casePlan != null && !again;
  }
}
