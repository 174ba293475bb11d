package io.hallpulse.hall.backfill;

/**
 * A row of some table on its way out of the stream.
 *
 * @param table full name
 * @param row as Flink writes rows of that table
 */
public record FactRow(String table, byte[] row) {}
