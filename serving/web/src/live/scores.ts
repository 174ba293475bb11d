/** The service health index of every counter, unit, hall, subdistrict and district, as it is now. */

import { micros } from './time';

export const CATEGORIES = ['GREEN', 'BLUE', 'YELLOW', 'ORANGE', 'RED'] as const;
export type Category = (typeof CATEGORIES)[number];

export type ScoreScope = 'counter' | 'unit' | 'hall' | 'subdistrict' | 'district';

/** Something that has not ended and costs points already. */
export interface OpenIncident {
  factor: string;
  counter_id?: string | null;
  queue_id?: string | null;
  ticket_no?: string | null;
  since: string;
  loss_millionths: number;
}

/** An index with how sure it is; null while too little is known. */
export interface Index {
  shi: number | null;
  interval_low: number | null;
  interval_high: number | null;
  coverage: number;
  category: Category | null;
  low_evidence: boolean;
}

export interface LiveScore extends Index {
  scope: ScoreScope;
  scope_id: string;
  district: string;
  hall_id?: string | null;
  version: number;
  hall_time: string;
  ruleset: string;
  incidents: OpenIncident[];
  halls: number;
  halls_behind: number;
}

/** Scores by scope/scope_id. What came is put on the page once per frame; only news counts. */
export class Scores {
  private readonly inbox = new Map<string, LiveScore>();
  /** Said before the connection began anew: whatever is said of them next holds, even if it is older. */
  private readonly unconfirmed = new Set<string>();

  constructor(readonly byPlace: Map<string, LiveScore> = new Map()) {}

  offer(score: LiveScore): void {
    const key = keyOf(score);
    const before = this.inbox.get(key);
    if (before === undefined || !isOlder(score, before)) {
      this.inbox.set(key, score);
    }
  }

  drain(): void {
    for (const [key, score] of this.inbox) {
      const before = this.byPlace.get(key);
      if (before === undefined || this.unconfirmed.delete(key) || isNewer(score, before)) {
        this.byPlace.set(key, score);
      }
    }
    this.inbox.clear();
  }

  beginAnew(): void {
    this.inbox.clear();
    for (const key of this.byPlace.keys()) {
      this.unconfirmed.add(key);
    }
  }

  /** The snapshot of a new connection is complete: what it did not name is no longer scored. */
  endSnapshot(): void {
    if (this.unconfirmed.size === 0) {
      return;
    }
    this.drain();
    for (const key of this.unconfirmed) {
      this.byPlace.delete(key);
    }
    this.unconfirmed.clear();
  }
}

export function keyOf(score: LiveScore): string {
  return `${score.scope}/${score.scope_id}`;
}

function isNewer(one: LiveScore, other: LiveScore): boolean {
  return (one.version - other.version || micros(one.hall_time) - micros(other.hall_time)) > 0;
}

function isOlder(one: LiveScore, other: LiveScore): boolean {
  return isNewer(other, one);
}

/**
 * With one digit, cut rather than rounded: 79.96 stands below the line of 80 and must not read 80.0.
 * The line itself is drawn after rounding to two digits.
 */
export function scoreText(shi: number | null | undefined): string {
  if (shi === null || shi === undefined) {
    return '–';
  }
  return (Math.floor(Math.round(shi * 100) / 10) / 10).toFixed(1);
}

export function rangeText(index: Index): string {
  if (index.interval_low === null || index.interval_high === null) {
    return '';
  }
  // Outwards, so that the score lies within what is said.
  const [low, high] = [Math.floor(index.interval_low * 10) / 10, Math.ceil(index.interval_high * 10) / 10];
  return `${low.toFixed(1)}–${high.toFixed(1)}`;
}
