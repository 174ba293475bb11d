/** The subdistricts held against each other: their halls added up, by one measure. */

import type { Shown } from '../live/board';
import type { LiveHall } from '../live/records';
import type { LiveScore } from '../live/scores';
import type { DayFigures } from './figures';

export const MEASURES = ['index', 'waiting', 'p90', 'inTime', 'served', 'handling', 'good', 'people', 'counters'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Compared {
  subdistrict: string;
  value: number | null;
  /** Of the largest, 0 to 1. */
  length: number;
}

interface Member {
  hall: LiveHall;
  day: DayFigures | null;
}

export function compare(
  measure: Measure,
  halls: Iterable<Shown<LiveHall>>,
  days: readonly DayFigures[],
  scores: ReadonlyMap<string, LiveScore>,
): Compared[] {
  const groups = new Map<string, Member[]>();
  for (const { record } of halls) {
    if (record.subdistrict) {
      const members = groups.get(record.subdistrict) ?? [];
      members.push({ hall: record, day: days.find(({ id }) => id === record.hall_id) ?? null });
      groups.set(record.subdistrict, members);
    }
  }
  const rows = [...groups].map(([subdistrict, members]) => ({
    subdistrict,
    value:
      measure === 'index'
        ? (scores.get(`subdistrict/${subdistrict}`)?.shi ?? null)
        : valueOf(measure, members),
  }));
  const most = Math.max(0, ...rows.map(({ value }) => value ?? 0));
  return rows
    .map((row) => ({ ...row, length: row.value === null || most === 0 ? 0 : row.value / most }))
    .sort((one, other) => (other.value ?? -1) - (one.value ?? -1) || one.subdistrict.localeCompare(other.subdistrict));
}

function valueOf(measure: Exclude<Measure, 'index'>, members: Member[]): number | null {
  switch (measure) {
    case 'waiting':
      return sum(members.map(({ hall }) => hall.waiting));
    case 'people':
      return sum(members.map(({ hall }) => hall.people ?? null));
    case 'counters':
      return sum(members.map(({ hall }) => hall.open_counters));
    case 'served':
      return sum(members.map(({ hall }) => hall.served_today));
    // Quantiles do not add up: the longest of the halls' is said, which is no better than it is.
    case 'p90':
      return largest(members.map(({ hall }) => hall.p90_wait_seconds ?? null));
    case 'inTime':
      return weighted(members.map(({ hall }) => [hall.service_level ?? null, hall.called_60m]));
    case 'handling':
      return weighted(members.map(({ day }) => [day?.mean_handling_seconds ?? null, day?.served ?? 0]));
    case 'good':
      return weighted(members.map(({ day }) => [day?.good_rate ?? null, day?.rated ?? 0]));
  }
}

function sum(values: (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function largest(values: (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function weighted(values: [number | null, number][]): number | null {
  let total = 0;
  let weight = 0;
  for (const [value, times] of values) {
    if (value !== null && times > 0) {
      total += value * times;
      weight += times;
    }
  }
  return weight === 0 ? null : total / weight;
}
