package io.hallpulse.schemas.lake;

/** Types of the lake's columns. */
public enum ColumnType {
  STRING,
  INT,
  LONG,
  DOUBLE,
  BOOLEAN,
  /** Money: a decimal with 2 places. */
  MONEY,
  /** A figure of any unit: a decimal with 3 places. */
  FIGURE,
  /** Instant in microseconds, with time zone (UTC). */
  INSTANT,
  /** Local calendar date. */
  DATE,
  STRINGS
}
