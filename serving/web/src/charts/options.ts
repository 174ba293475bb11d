import type { EChartsCoreOption } from 'echarts/core';
import type { Day } from '../history/history';
import { SLOW_WAIT_SECONDS, OVERLONG_WAIT_SECONDS } from '../live/condition';
import { Trend, type TrendPoint } from '../live/trend';
import { colour, font } from './theme';

/** Chart options as pure functions of what they show; refreshes are never animated. */

const FIVE_MINUTES = 5 * 60_000;

function base(scale: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, color: colour.soft, fontSize: 13 * scale },
  };
}

function legend(scale: number): object {
  return {
    top: 0,
    left: 0,
    itemWidth: 14 * scale,
    itemHeight: 8 * scale,
    itemGap: 12 * scale,
    textStyle: { color: colour.soft, fontSize: 13 * scale },
  };
}

function valueAxis(scale: number): object {
  return {
    type: 'value',
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { color: colour.soft, fontSize: 12 * scale },
    splitLine: { lineStyle: { color: colour.line } },
  };
}

export interface TrendNames {
  waiting: string;
  arrivals: string;
  calls: string;
}

export function trendOption(
  points: readonly TrendPoint[],
  now: number,
  names: TrendNames,
  minuteOf: (millis: number) => string,
  scale: number,
): EChartsCoreOption {
  const line = (name: string, color: string, type: string, of: (point: TrendPoint) => number | null) => ({
    name,
    type: 'line',
    showSymbol: points.length < 3,
    symbolSize: 6 * scale,
    lineStyle: { width: 2 * scale, type },
    color,
    data: points.map((point) => [point.at, of(point)]),
  });
  return {
    ...base(scale),
    legend: legend(scale),
    grid: { left: 40 * scale, right: 14 * scale, top: 34 * scale, bottom: 26 * scale },
    xAxis: {
      type: 'value',
      min: Math.floor((now - Trend.SPAN_MS) / FIVE_MINUTES) * FIVE_MINUTES,
      max: now,
      interval: FIVE_MINUTES,
      axisLabel: {
        color: colour.soft,
        fontSize: 12 * scale,
        showMaxLabel: false,
        hideOverlap: true,
        formatter: minuteOf,
      },
      axisLine: { show: true, lineStyle: { color: colour.line } },
      splitLine: { show: false },
    },
    yAxis: valueAxis(scale),
    series: [
      {
        ...line(names.waiting, colour.blue, 'solid', (point) => point.waiting),
        areaStyle: { opacity: 0.14 },
      },
      line(names.arrivals, colour.amber, 'dashed', (point) => point.arrivals5m),
      line(names.calls, colour.green, 'dotted', (point) => point.calls5m),
    ],
  };
}

export interface WaitBar {
  name: string;
  note: string;
  seconds: number;
}

export function longestOption(
  bars: readonly WaitBar[],
  minutes: string,
  scale: number,
): EChartsCoreOption {
  const greatest = Math.max(SLOW_WAIT_SECONDS, ...bars.map((bar) => bar.seconds)) / 60;
  return {
    ...base(scale),
    grid: { left: 4 * scale, right: 4 * scale, top: 2 * scale, bottom: 2 * scale },
    xAxis: { type: 'value', show: false, min: 0, max: greatest * 1.02 },
    yAxis: { type: 'category', inverse: true, show: false, data: bars.map((bar) => bar.name) },
    series: [
      {
        type: 'bar',
        barWidth: 8 * scale,
        barMinHeight: 3 * scale,
        showBackground: true,
        backgroundStyle: { color: colour.line, borderRadius: 4 * scale },
        data: bars.map((bar) => ({
          value: bar.seconds / 60,
          itemStyle: { color: waitColour(bar.seconds), borderRadius: 4 * scale },
          label: {
            formatter: `{name|${bar.name}}  {note|${bar.note}}  {wait|${Math.floor(bar.seconds / 60)}} {note|${minutes}}`,
          },
        })),
        label: {
          show: true,
          position: [0, -19 * scale],
          rich: {
            name: { color: colour.text, fontSize: 14 * scale },
            note: { color: colour.soft, fontSize: 13 * scale },
            wait: { color: colour.text, fontSize: 15 * scale, fontWeight: 'bold' },
          },
        },
      },
    ],
  };
}

function waitColour(seconds: number): string {
  if (seconds > OVERLONG_WAIT_SECONDS) {
    return colour.red;
  }
  return seconds > SLOW_WAIT_SECONDS ? colour.amber : colour.blue;
}

export interface DayNames {
  tickets: string;
  meanWait: string;
}

export function daysOption(days: readonly Day[], names: DayNames, scale: number): EChartsCoreOption {
  return {
    ...base(scale),
    legend: legend(scale),
    grid: { left: 44 * scale, right: 36 * scale, top: 34 * scale, bottom: 24 * scale },
    xAxis: {
      type: 'category',
      data: days.map((day) => day.local_date.slice(5)),
      axisLabel: { color: colour.soft, fontSize: 12 * scale, hideOverlap: true },
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
    },
    yAxis: [valueAxis(scale), { ...valueAxis(scale), splitLine: { show: false } }],
    series: [
      {
        name: names.tickets,
        type: 'bar',
        barMaxWidth: 22 * scale,
        color: colour.blue,
        data: days.map((day) => day.tickets),
      },
      {
        name: names.meanWait,
        type: 'line',
        yAxisIndex: 1,
        color: colour.amber,
        symbolSize: 6 * scale,
        lineStyle: { width: 2 * scale },
        data: days.map((day) =>
          day.mean_wait_seconds === null || day.mean_wait_seconds === undefined
            ? null
            : Math.round(day.mean_wait_seconds / 6) / 10,
        ),
      },
    ],
  };
}
