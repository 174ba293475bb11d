/** What an index is made of, and what happened that lowered it. */

import type { Index, LiveScore } from '../live/scores';

export interface FactorPart {
  factor: string;
  loss_millionths: number;
  exposure: number;
  unknown: number;
  incidents: number;
  weight: number;
  prior: number;
  rate: number;
  penalty: number;
  points: number;
}

export interface Parts {
  factors: FactorPart[];
  card_points: number;
  warnings: number;
  yellow_cards: number;
  red_cards: number;
  p10: number | null;
  worst: { counter_id: string; shi: number }[];
}

export interface LiveDetail {
  score: LiveScore;
  parts: Parts;
}

/** An index of a day, as some revision has it. */
export interface DayScore extends Index {
  scope: string;
  scope_id: string;
  hall_id?: string | null;
  local_date: string;
  parts: Parts;
  ruleset: string;
  revision: number;
  is_final?: boolean;
  final?: boolean;
  reason: string;
  recorded?: string | null;
}

export interface Incident {
  factor: string;
  counter_id?: string | null;
  queue_id?: string | null;
  from: string;
  until: string;
  loss_millionths: number;
  exposures: number;
  took_seconds?: number | null;
  target_seconds?: number | null;
  ticket_id?: string | null;
  staff_id?: string | null;
  level?: number | null;
  most_waiting?: number | null;
  last_seen?: string | null;
  proofs: string[];
}

const ORDER = ['late', 'absent', 'bad', 'handle', 'wait'];

export interface Deduction extends FactorPart {
  /** Nobody could see it: it takes nothing off and is left out of the coverage. */
  isObserved: boolean;
  /** Share of the largest deduction, 0 to 1. */
  share: number;
}

/** All factors, the costliest first; those that nobody could observe last. */
export function deductionsOf(parts: Parts): Deduction[] {
  const most = Math.max(1, ...parts.factors.map(({ points }) => points));
  return parts.factors
    .map((part) => ({ ...part, isObserved: part.exposure > 0, share: part.points / most }))
    .sort(
      (one, other) =>
        Number(other.isObserved) - Number(one.isObserved) ||
        other.points - one.points ||
        ORDER.indexOf(one.factor) - ORDER.indexOf(other.factor),
    );
}

export interface Correction {
  then: DayScore | null;
  now: DayScore | null;
  /** Points that the corrections brought; null if one of the two is not known. */
  change: number | null;
  isSame: boolean;
}

/** A day as it was known then, held against what is known now. */
export function correctionOf(then: DayScore | null, now: DayScore | null): Correction {
  const known = then?.shi ?? null;
  const current = now?.shi ?? null;
  return {
    then,
    now,
    change: known === null || current === null ? null : current - known,
    isSame: then !== null && now !== null && then.revision === now.revision,
  };
}

/** The morning after a day at half past six, when its score has just become final, as an instant. */
export function morningAfter(date: string, utcOffset: string): string {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return `${next}T06:30:00${utcOffset}`;
}

/** Whether what is told of a day was written only after the morning that was asked for. */
export function isFirstKnownLater(recorded: string | null, morning: string): recorded is string {
  return recorded !== null && Date.parse(recorded) > Date.parse(morning);
}

/** The last day before today that has a score, else yesterday. */
export function lastOver(marks: readonly DayMark[], today: string): string {
  const over = marks.filter(({ date }) => date < today);
  return (over.filter(({ score }) => score !== null).at(-1) ?? over.at(-1))?.date ?? today;
}

/** The day that somebody chose while it is among those shown, else the last that is over. */
export function dayShown(marks: readonly DayMark[], chosen: string | null, today: string): string {
  return marks.find(({ date }) => date === chosen)?.date ?? lastOver(marks, today);
}

export interface DayMark {
  date: string;
  score: DayScore | null;
}

/** So many days up to one, also those without a score. */
export function dayMarks(scores: readonly DayScore[], last: string, count: number): DayMark[] {
  const byDate = new Map(scores.map((score) => [score.local_date, score]));
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.parse(`${last}T00:00:00Z`) - (count - 1 - index) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return { date, score: byDate.get(date) ?? null };
  });
}
