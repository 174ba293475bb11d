import type { Totals } from './totals';

/** One moment of the district; null where nothing was known, so that a gap stays a gap. */
export interface TrendPoint {
  at: number;
  waiting: number | null;
  arrivals5m: number | null;
  calls5m: number | null;
}

/** The last half hour, sampled as it happens, in a bounded array. */
export class Trend {
  static readonly SPAN_MS = 30 * 60_000;
  static readonly EVERY_MS = 10_000;

  constructor(private samples: readonly TrendPoint[] = []) {}

  /** Adds a point once per interval and answers whether it did. */
  sample(at: number, totals: Totals | null): boolean {
    const last = this.samples.at(-1);
    if (last !== undefined && at - last.at < Trend.EVERY_MS) {
      return false;
    }
    const point: TrendPoint = {
      at,
      waiting: totals?.waiting ?? null,
      arrivals5m: totals?.arrivals5m ?? null,
      calls5m: totals?.calls5m ?? null,
    };
    this.samples = [...this.samples.filter((kept) => at - kept.at < Trend.SPAN_MS), point];
    return true;
  }

  get points(): readonly TrendPoint[] {
    return this.samples;
  }
}
