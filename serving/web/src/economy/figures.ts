/** Figures of market entities as serving gives them, and how they read. */

import type { Locale } from '../live/words';

export type EconomyScope = 'district' | 'subdistrict' | 'section' | 'type';
export const PERIODS = ['day', 'month', 'quarter', 'year', 'ytd'] as const;
export type PeriodKind = (typeof PERIODS)[number];

export interface Figure {
  indicator: number;
  part: string;
  period_kind: PeriodKind;
  period: string;
  value: number | null;
  unit: string;
  available: boolean;
  reason?: string | null;
}

export interface ScopeNow {
  district: string;
  scope: EconomyScope;
  scope_id: string;
  version: number;
  as_of: string;
  figures: Figure[];
}

export interface Definition {
  indicator: number;
  module: number;
  module_zh: string;
  module_en: string;
  zh: string;
  en: string;
  definition: string;
  definition_zh: string;
  unit: string;
  periods: PeriodKind[];
  scopes: EconomyScope[];
  combinations: boolean;
}

/** Which figure of an indicator: some have several parts. */
export interface Wanted {
  indicator: number;
  part: string;
  kind: PeriodKind;
}

/** The part of each indicator that is shown first. */
const FIRST_PART: Record<number, string> = {
  1: 'stock',
  2: 'yoy',
  3: 'density',
  4: 'new',
  5: 'yoy',
  6: 'total',
  7: 'ratio',
  8: 'ratio',
  9: 'moved_in',
  10: 'moved_out',
  11: 'net',
  12: 'rank',
  13: 'growth',
  14: 'F',
  15: 'share_3',
  16: 'ENTERPRISE',
  17: 'sum',
  18: 'y1',
  19: 'either',
  20: 'p50_hours',
};

/** Indicators whose name does not say which of their parts is shown first. */
const NEEDS_PART = new Set([5, 14, 15, 16, 18, 20]);
export const needsPart = (indicator: number): boolean => NEEDS_PART.has(indicator);

export const firstPart = (indicator: number): string => FIRST_PART[indicator] ?? '';

/** Stock, new ones, exits and moves: a registry that has sent anything has moved one of them. */
const COUNTS = new Set([1, 4, 6, 9, 10]);

/** Whether a district's figures are those of a registry that has said nothing: zeros that mean nothing. */
export function isUncounted(figures: readonly Figure[]): boolean {
  return !figures.some(({ indicator, value }) => COUNTS.has(indicator) && (value ?? 0) !== 0);
}

export function figureOf(figures: readonly Figure[] | null | undefined, wanted: Wanted): Figure | null {
  return (
    figures?.find(
      (figure) =>
        figure.indicator === wanted.indicator &&
        figure.part === wanted.part &&
        figure.period_kind === wanted.kind,
    ) ?? null
  );
}

/** The parts of an indicator that are told, the first one first. */
export function partsOf(figures: readonly Figure[], indicator: number): string[] {
  const first = firstPart(indicator);
  const parts = new Set(figures.filter((figure) => figure.indicator === indicator).map(({ part }) => part));
  return [...parts].sort(
    (one, other) => Number(other === first) - Number(one === first) || one.localeCompare(other, 'en', { numeric: true }),
  );
}

/** The period kind that is wanted, if the indicator has it; else the nearest that it has. */
export function kindFor(definition: Definition, wanted: PeriodKind): PeriodKind {
  if (definition.periods.includes(wanted)) {
    return wanted;
  }
  return definition.periods.includes('month') ? 'month' : (definition.periods[0] ?? 'month');
}

const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;

/** A value with its unit, as short as it can be read; exact to what the rules round to. */
export function valueText(value: number | null, unit: string, locale: Locale): string {
  if (value === null) {
    return '–';
  }
  switch (unit) {
    case 'count':
      return value.toLocaleString('en-US');
    case 'percent':
      return `${value.toFixed(2)}%`;
    case 'CNY':
      return moneyText(value, locale);
    case 'rank':
      return locale === 'zh' ? `第 ${value}` : `#${value}`;
    case 'ratio':
      return value.toFixed(3);
    case 'year':
      return String(value);
    default:
      return value.toFixed(2);
  }
}

function moneyText(value: number, locale: Locale): string {
  const size = Math.abs(value);
  if (locale === 'en') {
    const sign = value < 0 ? '-' : '';
    return size >= 1e9
      ? `${sign}¥${(size / 1e9).toFixed(2)} bn`
      : size >= 1e6
        ? `${sign}¥${(size / 1e6).toFixed(2)} m`
        : `${sign}¥${size.toLocaleString('en-US')}`;
  }
  return size >= HUNDRED_MILLION
    ? `${(value / HUNDRED_MILLION).toFixed(2)} 亿元`
    : size >= TEN_THOUSAND
      ? `${(value / TEN_THOUSAND).toFixed(2)} 万元`
      : `${value.toLocaleString('en-US')} 元`;
}

/** On a map, where there is room for a few letters: large ones rounded. */
export function mapText(value: number | null, unit: string, locale: Locale): string {
  if (value !== null && unit === 'percent' && Math.abs(value) >= 100) {
    return `${value.toFixed(0)}%`;
  }
  if (value === null || unit !== 'CNY') {
    return valueText(value, unit, locale);
  }
  const [size, sign] = [Math.abs(value), value < 0 ? '-' : ''];
  if (locale === 'en') {
    return sign + (size >= 1e9 ? `¥${(size / 1e9).toFixed(1)}b` : size >= 1e6 ? `¥${(size / 1e6).toFixed(1)}m` : `¥${(size / 1e3).toFixed(0)}k`);
  }
  return sign + (size >= HUNDRED_MILLION ? `${(size / HUNDRED_MILLION).toFixed(1)}亿` : `${(size / TEN_THOUSAND).toFixed(0)}万`);
}

/** A change in percent, with its sign. */
export function changeText(value: number | null): string {
  return value === null ? '–' : `${value > 0 ? '+' : ''}${value.toFixed(2)}%`;
}

/** Indicators whose parts add up, so that they have shares of a whole. */
export const isAdditive = (indicator: number): boolean => [1, 4, 6, 9, 10].includes(indicator);
