import type { Shown } from './board';
import { secondsSince } from './freshness';
import type { LiveHall } from './records';

/** The district's sums; only what adds up is added up (percentiles do not). */
export interface Totals {
  waiting: number;
  longestSeconds: number | null;
  longestHall: LiveHall | null;
  serviceLevel: number | null;
  openCounters: number;
  serving: number;
  ticketsToday: number;
  servedToday: number;
  arrivals5m: number;
  calls5m: number;
}

export function totalsOf(halls: Iterable<Shown<LiveHall>>, monotonic: number): Totals {
  const totals: Totals = {
    waiting: 0,
    longestSeconds: null,
    longestHall: null,
    serviceLevel: null,
    openCounters: 0,
    serving: 0,
    ticketsToday: 0,
    servedToday: 0,
    arrivals5m: 0,
    calls5m: 0,
  };
  let called = 0;
  let inTime = 0;
  for (const hall of halls) {
    const { record } = hall;
    totals.waiting += record.waiting;
    totals.openCounters += record.open_counters;
    totals.serving += record.serving;
    totals.ticketsToday += record.tickets_today;
    totals.servedToday += record.served_today;
    totals.arrivals5m += record.arrivals_5m;
    totals.calls5m += record.calls_5m;
    if (record.service_level !== null && record.service_level !== undefined) {
      called += record.called_60m;
      inTime += record.called_60m * record.service_level;
    }
    const longest = secondsSince(record.longest_wait_since, hall, monotonic);
    if (longest !== null && (totals.longestSeconds === null || longest > totals.longestSeconds)) {
      totals.longestSeconds = longest;
      totals.longestHall = record;
    }
  }
  totals.serviceLevel = called === 0 ? null : inTime / called;
  return totals;
}
