package io.hallpulse.ingest.simulate;

import java.util.List;

/**
 * A queue of a hall.
 *
 * @param share of the hall's visitors, relative to the other queues
 */
record LinePlan(String queueId, String letter, String unitId, List<ItemPlan> items, double share) {
  LinePlan {
    items = List.copyOf(items);
  }
}
