package io.hallpulse.local.supervise;

/** Where a program is in its life. */
public enum State {
  /** Something it needs is being fetched or unpacked. */
  PREPARING,
  /** Waits for others, or runs and is not healthy yet. */
  STARTING,
  RUNNING,
  /** It ended by itself and is started again after a pause. */
  BACKOFF,
  /** It cannot run on this machine; the detail says what to do. */
  DOWN,
  STOPPED
}
