package io.hallpulse.local.supervise;

import java.time.Duration;

/**
 * The supervisor's times.
 *
 * @param look between two health checks of a program that is starting
 * @param watch between two of a running one
 * @param patience how long a running program may be unhealthy before it is started anew
 * @param stable how long it runs well before its failures are forgotten
 * @param grace between asking it to stop and killing it
 * @param atOnce before the restart of a program that ran well until it failed
 * @param firstPause before the next one, should it fail again; each further one doubles it
 * @param longestPause the most that doubling comes to
 * @param courtesy how long a program that is in no hurry lets others go first
 * @param headStart by how much they are then ahead: what has just begun to run is at its slowest
 */
public record Pace(
    Duration look,
    Duration watch,
    Duration patience,
    Duration stable,
    Duration grace,
    Duration atOnce,
    Duration firstPause,
    Duration longestPause,
    Duration courtesy,
    Duration headStart) {

  public static Pace standard() {
    return new Pace(
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(4));
  }

  /** The pause after so many failures in a row, at least one. */
  Duration pauseAfter(int failures) {
    if (failures == 1) {
      return atOnce;
    }
    int doublings = Math.min(failures - 2, 20);
    var pause = firstPause.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
