package io.hallpulse.benchmarks.upkeep;

import java.util.List;
import org.apache.flink.table.data.RowData;

/**
 * What is committed together.
 *
 * @param end of it, microseconds since 1970
 */
record Minute(long end, List<RowData> events, List<RowData> tickets) {}
