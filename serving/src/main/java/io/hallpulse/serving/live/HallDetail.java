package io.hallpulse.serving.live;

import java.util.List;

/** A hall as it is now, with its queues and counters in the order of their ids. */
record HallDetail(HallNow hall, List<QueueNow> queues, List<CounterNow> counters) {}
