/** Past periods of a figure as a line, held against the year before. */

import type { EChartsCoreOption } from 'echarts/core';
import { colour, font } from '../charts/theme';
import { LocalTime } from '../live/words';
import type { Figure, PeriodKind, Wanted } from './figures';

/** How many periods are drawn, and how many make a year. */
const SPAN: Record<PeriodKind, { shown: number; year: number; days: number }> = {
  day: { shown: 31, year: 365, days: 1 },
  month: { shown: 24, year: 12, days: 31 },
  quarter: { shown: 12, year: 4, days: 92 },
  year: { shown: 12, year: 1, days: 366 },
  ytd: { shown: 31, year: 365, days: 1 },
};
const MOST_DAYS = 366;

/** The first day that must be asked for: what is drawn and, if it is not too long, the year before. */
export function trendFrom(today: string, kind: PeriodKind): string {
  const { shown, year, days } = SPAN[kind];
  const all = (shown + year) * days;
  return LocalTime.daysBefore(today, kind === 'day' || kind === 'ytd' ? Math.min(all, MOST_DAYS - 1) : all);
}

export interface TrendRow {
  period: string;
  value: number | null;
  yearBefore: number | null;
}

/** The newest periods of a figure, oldest first, each with the same of a year before if it is known. */
export function trendRows(figures: readonly Figure[], wanted: Wanted): TrendRow[] {
  const own = figures
    .filter(
      (figure) =>
        figure.indicator === wanted.indicator && figure.part === wanted.part && figure.period_kind === wanted.kind,
    )
    .sort((one, other) => one.period.localeCompare(other.period));
  const byPeriod = new Map(own.map((figure) => [figure.period, figure.value]));
  return own.slice(-SPAN[wanted.kind].shown).map(({ period, value }) => ({
    period,
    value,
    yearBefore: byPeriod.get(yearEarlier(period)) ?? null,
  }));
}

/** The period that today is in and that has not ended; what is summed up to a day has ended with it. */
export function runningPeriod(today: string, kind: PeriodKind): string | null {
  const [year, month] = [today.slice(0, 4), today.slice(0, 7)];
  switch (kind) {
    case 'day':
      return today;
    case 'month':
      return month;
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
    case 'year':
      return year;
    case 'ytd':
      return null;
  }
}

/** 2026-03 of 2025-03, 2026-Q1 of 2025-Q1, 2026-03-02 of 2025-03-02. */
export function yearEarlier(period: string): string {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
}

export function trendOption(
  rows: readonly TrendRow[],
  running: string | null,
  names: { value: string; running: string; yearBefore: string },
  text: (value: number) => string,
  scale: number,
): EChartsCoreOption {
  const label = { color: colour.soft, fontSize: 12 * scale };
  const line = (name: string, color: string, type: string, data: (number | null)[]) => ({
    name,
    type: 'line',
    color,
    symbolSize: 5 * scale,
    showSymbol: rows.length < 40,
    lineStyle: { width: 2 * scale, type },
    data,
  });
  // A month of which a day has passed is no fall of nine tenths: it stands apart, led to by dots.
  const last = rows.length - 1;
  const isRunning = last >= 0 && rows[last]?.period === running;
  const ended = rows.map(({ value }, index) => (isRunning && index === last ? null : value));
  const open = rows.map(({ value }, index) => (index >= last - 1 ? value : null));
  return {
    animation: false,
    textStyle: { fontFamily: font, color: colour.soft, fontSize: 13 * scale },
    legend: { top: 0, left: 0, itemWidth: 14 * scale, itemHeight: 8 * scale, textStyle: { ...label, fontSize: 13 * scale } },
    grid: { left: 76 * scale, right: 18 * scale, top: 32 * scale, bottom: 24 * scale },
    xAxis: {
      type: 'category',
      data: rows.map(({ period }) => period),
      axisLabel: { ...label, hideOverlap: true },
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 3,
      axisLabel: { ...label, formatter: text },
      splitLine: { lineStyle: { color: colour.line } },
    },
    series: [
      { ...line(names.value, colour.blue, 'solid', ended), areaStyle: { opacity: 0.1 } },
      ...(isRunning ? [{ ...line(names.running, colour.blue, 'dotted', open), symbol: 'emptyCircle', symbolSize: 8 * scale }] : []),
      line(names.yearBefore, colour.amber, 'dashed', rows.map(({ yearBefore }) => yearBefore)),
    ],
  };
}
