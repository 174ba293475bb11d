/** The counters of a hall as a floor: those with an alarm in front, the others by their number. */

import { isSuppressed, openAlarms, type LiveAlert } from '../live/alarms';
import type { Shown } from '../live/board';
import { sortCounters } from '../live/order';
import type { LiveCounter } from '../live/records';
import type { LiveScore } from '../live/scores';

export interface FloorTile {
  counter: LiveCounter;
  score: LiveScore | null;
  /** The gravest open alarm of this counter that is called out. */
  alarm: LiveAlert | null;
}

export function floorOf(
  hallId: string,
  counters: Iterable<Shown<LiveCounter>>,
  scores: ReadonlyMap<string, LiveScore>,
  alarms: Iterable<LiveAlert>,
): FloorTile[] {
  const called = calledOut(alarms, hallId);
  const own = [...counters].filter(({ record }) => record.hall_id === hallId);
  const tiles = sortCounters(own).map(({ record }) => ({
    counter: record,
    score: scores.get(`counter/${record.counter_id}`) ?? null,
    alarm: called.find((alert) => counterOf(alert) === record.counter_id) ?? null,
  }));
  const place = (tile: FloorTile): number => (tile.alarm === null ? called.length : called.indexOf(tile.alarm));
  // The sort keeps the order of the numbers among equals.
  return tiles.sort((one, other) => place(one) - place(other));
}

/** The hall that is shown while nobody has chosen one: where the gravest alarm of a counter is. */
export function hallOfGravest(alarms: Iterable<LiveAlert>): string | null {
  return calledOut(alarms).find((alert) => counterOf(alert) !== null)?.hall_id ?? null;
}

function calledOut(alarms: Iterable<LiveAlert>, hallId?: string): LiveAlert[] {
  return openAlarms(alarms, hallId).filter((alert) => !isSuppressed(alert));
}

function counterOf(alert: LiveAlert): string | null {
  return alert.scope === 'counter' ? alert.scope_id : (alert.facts.counter_id ?? null);
}
