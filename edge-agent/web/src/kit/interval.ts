import type { Forecast } from '../agent/records';

/** A wait as people say it: whole minutes from P50 to P90, never one number. */
export interface Interval {
  from: number;
  to: number;
}

export function intervalOf(forecast: Forecast | undefined): Interval | null {
  if (forecast === undefined) {
    return null;
  }
  const from = Math.max(0, Math.round(forecast.p50_minutes));
  // Equal ends would look like a promise.
  return { from, to: Math.max(from + 1, Math.ceil(forecast.p90_minutes)) };
}

/** A share as whole per cent; null while nothing stands behind it. */
export function percent(rate: number | undefined): string | null {
  return rate === undefined ? null : `${Math.round(rate * 100)} %`;
}
