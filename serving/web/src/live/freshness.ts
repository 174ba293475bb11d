import type { Shown } from './board';
import type { Components, LiveHall, LiveRecord } from './records';
import { micros } from './time';

/** How old what is shown is, and whether a hall's numbers may still be believed. */

/** Without a record for so long a hall is stale; the job sends one a second while it lives. */
export const STALE_AFTER_MS = 15_000;
/** A hall's time runs on by itself for so long after a record, then it stands still. */
const CARRIED_ON_MS = 5_000;

/** The hall's time now: its last record's, carried on for a moment by the monotonic clock. */
export function hallMicrosAt(hall: Shown<LiveRecord>, monotonic: number): number {
  const elapsed = Math.min(Math.max(monotonic - hall.receivedAt, 0), CARRIED_ON_MS);
  return hall.hallMicros + elapsed * 1000;
}

/** Seconds since an instant of the hall, by the hall's own time. */
export function secondsSince(
  since: string | null | undefined,
  hall: Shown<LiveRecord>,
  monotonic: number,
): number | null {
  if (since === null || since === undefined) {
    return null;
  }
  return Math.max(0, (hallMicrosAt(hall, monotonic) - micros(since)) / 1_000_000);
}

/** A moment of the page: the monotonic clock and, once heard, the server's. */
export interface Moment {
  monotonic: number;
  serverMillis: number | null;
}

/** Seconds from the hall's time to the server's: the delay of what is shown, at least that at its arrival. */
export function lagSeconds(hall: Shown<LiveRecord>, at: Moment): number | null {
  if (at.serverMillis === null) {
    return null;
  }
  const arrivedLater = Math.max(0, hall.receivedAt - at.monotonic);
  return Math.max(0, (at.serverMillis + arrivedLater - hall.hallMicros / 1000) / 1000);
}

export function isStale(hall: Shown<LiveHall>, monotonic: number): boolean {
  return hall.record.stale === true || monotonic - hall.receivedAt >= STALE_AFTER_MS;
}

export interface Watermark {
  oldest: Shown<LiveHall>;
  newest: Shown<LiveHall>;
  staleHalls: number;
}

/**
 * The least and the greatest time of the halls. Stale ones are counted apart, so that one silent
 * hall does not hide how fresh the others are; if all are stale, their times are all there is.
 */
export function watermark(halls: Iterable<Shown<LiveHall>>, monotonic: number): Watermark | null {
  const all = [...halls];
  const fresh = all.filter((hall) => !isStale(hall, monotonic));
  const counted = fresh.length > 0 ? fresh : all;
  const [first] = counted;
  if (first === undefined) {
    return null;
  }
  let oldest = first;
  let newest = first;
  for (const hall of counted) {
    oldest = hall.hallMicros < oldest.hallMicros ? hall : oldest;
    newest = hall.hallMicros > newest.hallMicros ? hall : newest;
  }
  return { oldest, newest, staleHalls: all.length - fresh.length };
}

/** Live numbers stand still when the job, the broker or the way to the server is down. */
export function isFrozen(components: Components, connected: boolean): boolean {
  return !connected || components.job?.state === 'DOWN' || components.kafka?.state === 'DOWN';
}
