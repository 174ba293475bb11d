package io.hallpulse.schemas.alarm;

/** Where an alarm stands in its life; a cleared one may have been acknowledged or not. */
public enum AlarmState {
  RAISED,
  ACKNOWLEDGED,
  CLEARED
}
