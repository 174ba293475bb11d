package io.hallpulse.schemas.alarm;

/** How grave an alarm is; the order is from light to grave. */
public enum AlarmSeverity {
  MINOR,
  MAJOR,
  CRITICAL
}
