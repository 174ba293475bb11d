package io.hallpulse.schemas.lake;

/** Types of the lake's columns. */
public enum ColumnType {
  STRING,
  INT,
  LONG,
  DOUBLE,
  BOOLEAN,
  /** Instant in microseconds, with time zone (UTC). */
  INSTANT,
  /** Local calendar date. */
  DATE,
  STRINGS
}
