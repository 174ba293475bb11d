/** Half hours of a unit as a grid: days down, times of the day across. */

import type { Heat } from './category';

export interface HalfHour {
  unit_id?: string | null;
  unit_name?: string | null;
  local_date: string;
  slot_start: string;
  arrivals?: number | null;
  open_counters?: number | null;
  handling_minutes?: number | null;
  load?: number | null;
  heat?: Heat | null;
  incidents: number;
}

export interface HeatGrid {
  /** HH:MM, without gaps from the first to the last that is known. */
  times: string[];
  /** The newest day first. */
  days: { date: string; cells: (HalfHour | null)[] }[];
}

const HALF_HOUR = 30;

export function heatGrid(
  halfHours: readonly HalfHour[],
  unitId: string,
  minuteOf: (millis: number) => string,
): HeatGrid {
  const own = halfHours.filter((each) => each.unit_id === unitId);
  const timeOf = (each: HalfHour): string => minuteOf(Date.parse(each.slot_start));
  const times = timesBetween(own.map(timeOf));
  const byDay = new Map<string, Map<string, HalfHour>>();
  for (const each of own) {
    const day = byDay.get(each.local_date) ?? new Map<string, HalfHour>();
    byDay.set(each.local_date, day.set(timeOf(each), each));
  }
  const days = [...byDay]
    .sort(([one], [other]) => other.localeCompare(one))
    .map(([date, cells]) => ({ date, cells: times.map((time) => cells.get(time) ?? null) }));
  return { times, days };
}

/** Every half hour from the earliest to the latest, so that a gap stays a gap. */
function timesBetween(times: string[]): string[] {
  const [first, last] = [times.reduce(least, '24:00'), times.reduce(most, '00:00')];
  const all: string[] = [];
  for (let minutes = minutesOf(first); minutes <= minutesOf(last); minutes += HALF_HOUR) {
    all.push(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
  }
  return all;
}

const least = (one: string, other: string): string => (one < other ? one : other);
const most = (one: string, other: string): string => (one > other ? one : other);
const two = (number: number): string => String(number).padStart(2, '0');

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** The units that are known, in the order of their ids. */
export function unitsOf(halfHours: readonly HalfHour[]): { id: string; name: string }[] {
  const names = new Map<string, string>();
  for (const { unit_id, unit_name } of halfHours) {
    if (unit_id) {
      names.set(unit_id, unit_name ?? unit_id);
    }
  }
  return [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.id.localeCompare(other.id));
}
