package io.hallpulse.serving.live;

import io.hallpulse.serving.health.Components;
import java.time.Instant;
import java.util.List;

/**
 * All halls as they are now.
 *
 * @param serverTime when this was said
 * @param components what the figures depend on
 * @param halls in the order of their ids
 */
record Summary(Instant serverTime, Components components, List<HallNow> halls) {}
