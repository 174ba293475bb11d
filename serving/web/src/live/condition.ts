import type { Shown } from './board';
import { isStale, secondsSince, STALE_AFTER_MS, type Moment } from './freshness';
import type { LiveHall } from './records';

/** The state of a hall in one word, for colour, shape and text alike. */
export type Condition = 'NORMAL' | 'SLOW' | 'OVERLOADED' | 'CLOSED' | 'CATCHING_UP' | 'STALE';

/** The same bounds that cost a leg half and all of its wait score. */
export const SLOW_WAIT_SECONDS = 15 * 60;
export const OVERLONG_WAIT_SECONDS = 30 * 60;

export function conditionOf(hall: Shown<LiveHall>, at: Moment): Condition {
  const { record } = hall;
  if (isStale(hall, at.monotonic)) {
    return isArriving(record, at) ? 'CATCHING_UP' : 'STALE';
  }
  if (record.open_counters === 0) {
    return record.waiting > 0 ? 'OVERLOADED' : 'CLOSED';
  }
  const longest = secondsSince(record.longest_wait_since, hall, at.monotonic) ?? 0;
  if (longest > OVERLONG_WAIT_SECONDS) {
    return 'OVERLOADED';
  }
  return longest > SLOW_WAIT_SECONDS ? 'SLOW' : 'NORMAL';
}

/** A hall whose past is being sent just now: after hours offline, or a replayed log. */
function isArriving(hall: LiveHall, at: Moment): boolean {
  return (
    hall.arrived !== null &&
    hall.arrived !== undefined &&
    at.serverMillis !== null &&
    at.serverMillis - Date.parse(hall.arrived) < STALE_AFTER_MS
  );
}

/** Only what needs a look gets a colour of its own. */
export type Tone = 'plain' | 'warn' | 'bad' | 'none';

/** How a single wait reads: within the promise, over it, far over it. */
export function waitTone(seconds: number | null): Tone {
  if (seconds === null) {
    return 'none';
  }
  if (seconds > OVERLONG_WAIT_SECONDS) {
    return 'bad';
  }
  return seconds > SLOW_WAIT_SECONDS ? 'warn' : 'plain';
}

/** How a share within 15 minutes reads. */
export function shareTone(share: number | null | undefined): Tone {
  if (share === null || share === undefined) {
    return 'none';
  }
  if (share < 0.6) {
    return 'bad';
  }
  return share < 0.8 ? 'warn' : 'plain';
}
