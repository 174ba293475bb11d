/** Values of the parts of a whole: ranked, and as shares. */

import { figureOf, type Figure, type Wanted } from './figures';

export interface PartNow {
  id: string;
  figures: Figure[];
}

export interface Ranked {
  id: string;
  /** Competition ranking 1, 2, 2, 4; null of what is not ranked. */
  rank: number | null;
  value: number | null;
  reason: string | null;
  unit: string;
  period: string;
  /** Of the largest value, 0 to 1, for a bar. */
  length: number;
}

export const UNASSIGNED = 'unassigned';

/** From the largest on; of ranks from the first. What is unassigned or unknown comes last, unranked. */
export function ranking(parts: readonly PartNow[], wanted: Wanted): Ranked[] {
  const rows = parts.map(({ id, figures }) => {
    const figure = figureOf(figures, wanted);
    return {
      id,
      value: figure?.value ?? null,
      reason: figure === null ? 'NO_ROW' : (figure.reason ?? null),
      unit: figure?.unit ?? 'count',
      period: figure?.period ?? '',
    };
  });
  const counted = rows.filter(({ id, value }) => id !== UNASSIGNED && value !== null);
  const rising = counted[0]?.unit === 'rank';
  const most = Math.max(0, ...counted.map(({ value }) => Math.abs(value ?? 0)));
  counted.sort((one, other) => ((other.value ?? 0) - (one.value ?? 0)) * (rising ? -1 : 1));
  const first = (value: number | null): number => counted.findIndex((row) => row.value === value) + 1;
  const others = rows.filter((row) => !counted.includes(row));
  others.sort((one, other) => Number(one.id === UNASSIGNED) - Number(other.id === UNASSIGNED));
  return [
    ...counted.map((row) => ({ ...row, rank: first(row.value), length: barOf(row.value, most, rising) })),
    ...others.map((row) => ({ ...row, rank: null, length: barOf(row.value, most, rising) })),
  ];
}

function barOf(value: number | null, most: number, rising: boolean): number {
  if (value === null || most === 0) {
    return 0;
  }
  return Math.min(1, rising ? (most + 1 - value) / most : Math.abs(value) / most);
}

export interface Share extends Ranked {
  share: number | null;
}

/**
 * Each part's share of their sum; without a sum there are none.
 *
 * @param amongKnown as the rules count the shares of industries (14): of what has one; what has none is told of all
 */
export function shares(parts: readonly PartNow[], wanted: Wanted, amongKnown = false): Share[] {
  const rows = ranking(parts, wanted);
  const sum = (of: readonly Ranked[]): number => of.reduce((total, { value }) => total + (value ?? 0), 0);
  const [all, known] = [sum(rows), sum(rows.filter(({ id }) => id !== UNASSIGNED))];
  return rows.map((row) => {
    const whole = amongKnown && row.id !== UNASSIGNED ? known : all;
    return { ...row, share: whole > 0 && row.value !== null ? row.value / whole : null };
  });
}
