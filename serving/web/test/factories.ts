import type { LiveAlert } from '../src/live/alarms';
import { Board, type Shown } from '../src/live/board';
import type { LiveCounter, LiveHall, LiveQueue } from '../src/live/records';
import type { LiveScore } from '../src/live/scores';

/** Small records for tests; only what a test is about needs to be said. */

export function hall(changes: Partial<LiveHall> = {}): LiveHall {
  return {
    hall_id: 'h-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    name: '区中心',
    subdistrict: null,
    stale: false,
    waiting: 0,
    called_60m: 0,
    arrivals_5m: 0,
    calls_5m: 0,
    open_counters: 4,
    serving: 0,
    tickets_today: 0,
    served_today: 0,
    sources: 1,
    silent_sources: 0,
    repeats: 0,
    missing: 0,
    unreadable: 0,
    refused: 0,
    ...changes,
  };
}

export function queue(changes: Partial<LiveQueue> = {}): LiveQueue {
  return {
    hall_id: 'h-1',
    queue_id: 'q-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    waiting: 1,
    called_60m: 0,
    arrivals_5m: 0,
    calls_5m: 0,
    open_counters: 1,
    ...changes,
  };
}

export function counter(changes: Partial<LiveCounter> = {}): LiveCounter {
  return {
    hall_id: 'h-1',
    counter_id: 'c-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    status: 'IDLE',
    served_today: 0,
    ...changes,
  };
}

export function shownHall(changes: Partial<LiveHall> = {}, receivedAt = 0): Shown<LiveHall> {
  const board = new Board();
  const record = hall(changes);
  board.take('hall', record, receivedAt);
  return board.halls.get(record.hall_id)!;
}

export function score(changes: Partial<LiveScore> = {}): LiveScore {
  return {
    scope: 'counter',
    scope_id: 'c-1',
    district: 'd',
    hall_id: 'h-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    shi: 91,
    interval_low: 88,
    interval_high: 94,
    coverage: 100,
    category: 'GREEN',
    low_evidence: false,
    ruleset: 'r1',
    incidents: [],
    halls: 1,
    halls_behind: 0,
    ...changes,
  };
}

export function alert(changes: Partial<LiveAlert> = {}): LiveAlert {
  return {
    alarm_id: 'a-1',
    rule: 'counter_unattended',
    scope: 'counter',
    scope_id: 'c-1',
    hall_id: 'h-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    severity: 'MAJOR',
    state: 'RAISED',
    since: '2026-03-02T01:50:00Z',
    raised_at: '2026-03-02T01:50:00Z',
    facts: {},
    revision: 1,
    ...changes,
  };
}
