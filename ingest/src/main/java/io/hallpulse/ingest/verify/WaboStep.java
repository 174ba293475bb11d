package io.hallpulse.ingest.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the log: a step of a case. */
record WaboStep(
    String caseId, Instant time, String step, String staffId, @Nullable Instant plannedEnd) {}
