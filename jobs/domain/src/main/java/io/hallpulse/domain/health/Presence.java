package io.hallpulse.domain.health;

/** Whether somebody is at a counter at an instant (domain.md, section 3). */
public enum Presence {
  ATTENDED,
  UNATTENDED,
  UNKNOWN
}
