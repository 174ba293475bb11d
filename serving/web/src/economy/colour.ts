/** Colours of a map by value; white text stands on each of them. */

type Rgb = readonly [number, number, number];

const LOW: Rgb = [20, 44, 70];
const HIGH: Rgb = [38, 112, 176];
const MIDDLE: Rgb = [38, 52, 68];
const LESS: Rgb = [150, 74, 14];
const MORE: Rgb = [26, 112, 80];
export const NO_VALUE = '#1a2430';

const DIVERGING = [2, 5, 8, 13];
const isDiverging = (indicator: number, part: string): boolean =>
  DIVERGING.includes(indicator) || (indicator === 11 && part === 'net');

export interface Scale {
  of: (value: number | null) => string;
  low: number;
  high: number;
  /** From the lowest value to the highest, for a legend. */
  gradient: string;
}

/** A scale over values: from dark to bright, or away from zero to both sides where a sign matters. */
export function scaleOf(values: readonly (number | null)[], indicator: number, part: string, unit: string): Scale {
  const known = values.filter((value): value is number => value !== null);
  const low = known.length === 0 ? 0 : Math.min(...known);
  const high = known.length === 0 ? 0 : Math.max(...known);
  const colourAt = isDiverging(indicator, part)
    ? (value: number): string => {
        const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
        return mix(MIDDLE, value < 0 ? LESS : MORE, Math.abs(value) / reach);
      }
    : (value: number): string => {
        const share = high === low ? 0.5 : (value - low) / (high - low);
        // The first rank is the brightest.
        return mix(LOW, HIGH, unit === 'rank' ? 1 - share : share);
      };
  const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => colourAt(low + share * (high - low)));
  return {
    of: (value) => (value === null ? NO_VALUE : colourAt(value)),
    low,
    high,
    gradient: `linear-gradient(90deg, ${steps.join(', ')})`,
  };
}

function mix(from: Rgb, to: Rgb, share: number): string {
  const part = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return `rgb(${part(0)}, ${part(1)}, ${part(2)})`;
}
