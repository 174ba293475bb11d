/** A day's tickets in figures, by hall, unit, counter or service item, as the history has them. */

export type By = 'hall' | 'unit' | 'counter' | 'item';

export interface DayFigures {
  id: string;
  name?: string | null;
  tickets: number;
  served: number;
  mean_handling_seconds?: number | null;
  p50_wait_seconds?: number | null;
  p90_wait_seconds?: number | null;
  rated: number;
  good_rate?: number | null;
}

/** Whose figures: a district's, a hall's, or those of a unit or counter in it. */
export interface Whose {
  district?: string | null;
  hall?: string | null;
  unit?: string | null;
  counter?: string | null;
}

/** Null while it is not known whose. */
export function figuresUrl(whose: Whose, by: By, date: string | null, limit = 100): string | null {
  if (date === null) {
    return null;
  }
  const query = new URLSearchParams({ date, by, limit: String(limit) });
  if (whose.hall) {
    if (whose.unit) {
      query.set('unit', whose.unit);
    }
    if (whose.counter) {
      query.set('counter', whose.counter);
    }
    return `/api/v1/halls/${encodeURIComponent(whose.hall)}/figures?${query}`;
  }
  return whose.district ? `/api/v1/districts/${encodeURIComponent(whose.district)}/figures?${query}` : null;
}
