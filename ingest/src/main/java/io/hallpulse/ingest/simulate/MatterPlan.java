package io.hallpulse.ingest.simulate;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matter whose visitor lacks materials, is told so by a notice and mostly comes again.
 *
 * @param second of the local day when the visitor comes first
 * @param secondNoticeId a further notice for the same matter on coming again, which must not be
 */
record MatterPlan(
    String matterId,
    int line,
    ItemPlan item,
    int missing,
    String noticeId,
    String visitorToken,
    int second,
    @Nullable String secondNoticeId,
    List<Later> later) {
  MatterPlan {
    later = List.copyOf(later);
  }

  /** What follows on another day: the notice is read on the phone, or the visitor comes again. */
  record Later(LocalDate date, int second, boolean comes) {}

  String noticeId(boolean again) {
    return again && secondNoticeId != null ? secondNoticeId : noticeId;
  }

  List<String> missingMaterials() {
    return item.materials().subList(0, missing);
  }
}
