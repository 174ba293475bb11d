import { describe, expect, it } from 'vitest';
import { fillOf, markOf } from '../src/health/category';
import { correctionOf, dayMarks, dayShown, deductionsOf, isFirstKnownLater, lastOver, morningAfter, type DayScore, type Parts } from '../src/health/explain';
import { floorOf, hallOfGravest } from '../src/health/floor';
import { heatGrid, unitsOf, type HalfHour } from '../src/health/heat';
import { hallOf, pathOf, placeOfAlarm, readPlace, writePlace } from '../src/health/place';
import { Board } from '../src/live/board';
import { CATEGORIES, rangeText, Scores, scoreText } from '../src/live/scores';
import { LocalTime } from '../src/live/words';
import { alert, counter, score } from './factories';

describe('Scores', () => {
  it('shows the newest of each scope once they are drained', () => {
    const scores = new Scores();
    scores.offer(score({ version: 3, shi: 80 }));
    scores.offer(score({ version: 2, shi: 10 }));
    expect(scores.byPlace.size).toBe(0);
    scores.drain();
    expect(scores.byPlace.get('counter/c-1')?.shi).toBe(80);
    scores.offer(score({ version: 2, shi: 10 }));
    scores.drain();
    expect(scores.byPlace.get('counter/c-1')?.shi).toBe(80);
  });

  it('believes what a new connection says first, even if it is older', () => {
    const scores = new Scores();
    scores.offer(score({ version: 9, shi: 80 }));
    scores.drain();
    scores.beginAnew();
    scores.offer(score({ version: 1, shi: 50 }));
    scores.drain();
    expect(scores.byPlace.get('counter/c-1')?.shi).toBe(50);
    scores.offer(score({ version: 0, shi: 10 }));
    scores.drain();
    expect(scores.byPlace.get('counter/c-1')?.shi).toBe(50);
  });

  it('drops what a new connection does not name, once its snapshot is complete', () => {
    const scores = new Scores();
    scores.offer(score({ scope_id: 'c-1' }));
    scores.offer(score({ scope_id: 'c-2' }));
    scores.drain();
    scores.endSnapshot();
    expect(scores.byPlace.size).toBe(2);
    scores.beginAnew();
    scores.offer(score({ scope_id: 'c-2' }));
    expect(scores.byPlace.size).toBe(2);
    scores.endSnapshot();
    expect([...scores.byPlace.keys()]).toEqual(['counter/c-2']);
    scores.endSnapshot();
    expect(scores.byPlace.size).toBe(1);
  });

  it('never rounds a score over the line below which it stands', () => {
    expect([79.96, 79.994, 79.996, 90, 100, 0.04].map(scoreText)).toEqual(['79.9', '79.9', '80.0', '90.0', '100.0', '0.0']);
    expect(scoreText(null)).toBe('–');
    expect(rangeText(score())).toBe('88.0–94.0');
    expect(rangeText(score({ interval_low: 99.38, interval_high: 99.41 }))).toBe('99.3–99.5');
    expect(rangeText(score({ interval_low: null }))).toBe('');
  });
});

describe('categories', () => {
  it('keep white text readable on every fill, and differ from each other', () => {
    const fills = [...CATEGORIES.map(fillOf), fillOf(null)];
    expect(new Set(fills).size).toBe(6);
    expect(fills.map((fill) => contrast('#ffffff', fill)).filter((ratio) => ratio < 4.5)).toEqual([]);
    expect(CATEGORIES.map((each) => contrast(markOf(each), '#0f1c2d')).filter((ratio) => ratio < 4.5)).toEqual([]);
  });
});

describe('places', () => {
  it('are written into the address and read again', () => {
    const place = { scope: 'unit', id: 'h-1/u-1' } as const;
    expect(readPlace(writePlace(place))).toEqual(place);
    expect(pathOf(place)).toBe('unit/h-1%2Fu-1');
    expect([readPlace('queue/q'), readPlace('hall/'), readPlace('hall'), readPlace(undefined)]).toEqual([null, null, null, null]);
  });

  it('know their hall', () => {
    const halls = (id: string) => (id === 'c-1' ? 'h-1' : undefined);
    expect(hallOf({ scope: 'counter', id: 'c-1' }, halls)).toBe('h-1');
    expect(hallOf({ scope: 'counter', id: 'c-9' }, halls)).toBeNull();
    expect(hallOf({ scope: 'unit', id: 'h-2/u' }, halls)).toBe('h-2');
    expect(hallOf({ scope: 'district', id: 'd' }, halls)).toBeNull();
  });

  it('are what an alarm leads to', () => {
    expect(placeOfAlarm(alert())).toEqual({ scope: 'counter', id: 'c-1' });
    expect(placeOfAlarm(alert({ scope: 'rating', facts: { counter_id: 'c-2' } }))).toEqual({ scope: 'counter', id: 'c-2' });
    expect(placeOfAlarm(alert({ scope: 'queue' }))).toEqual({ scope: 'hall', id: 'h-1' });
    expect(placeOfAlarm(alert({ scope: 'ledger', hall_id: null }))).toBeNull();
  });
});

describe('the floor', () => {
  const board = new Board();
  ['1', '2', '3', '10'].forEach((number) => board.take('counter', counter({ counter_id: `c-${number}`, number }), 0));
  board.take('counter', counter({ counter_id: 'other', hall_id: 'h-2', number: '1' }), 0);
  const numbers = (...alarms: ReturnType<typeof alert>[]) =>
    floorOf('h-1', board.counters.values(), new Map(), alarms).map((tile) => tile.counter.number);

  it('stands in the order of the numbers', () => {
    expect(numbers()).toEqual(['1', '2', '3', '10']);
  });

  it('brings counters with an alarm to the front, the gravest first', () => {
    const minor = alert({ alarm_id: 'x', scope_id: 'c-3', severity: 'MINOR' });
    const grave = alert({ alarm_id: 'y', scope_id: 'c-10', severity: 'CRITICAL' });
    expect(numbers(minor, grave)).toEqual(['10', '3', '1', '2']);
    expect(numbers(alert({ scope_id: 'c-3', state: 'CLEARED' }))).toEqual(['1', '2', '3', '10']);
    expect(numbers(alert({ scope_id: 'c-3', suppressed_reason: 'hall_silent' }))).toEqual(['1', '2', '3', '10']);
  });

  it('is shown of the hall with the gravest alarm of a counter', () => {
    const queue = alert({ scope: 'queue', hall_id: 'h-3', severity: 'CRITICAL' });
    expect(hallOfGravest([queue, alert({ hall_id: 'h-2' })])).toBe('h-2');
    expect(hallOfGravest([queue])).toBeNull();
  });
});

describe('the heat of half hours', () => {
  const minuteOf = (millis: number) => new LocalTime('Asia/Shanghai').minuteOf(millis);
  const half = (slot_start: string, changes: Partial<HalfHour> = {}): HalfHour => ({
    unit_id: 'u', unit_name: '税务', local_date: '2026-03-02', slot_start, heat: 'WARM', incidents: 0, ...changes,
  });

  it('is a grid without gaps, the newest day first', () => {
    const grid = heatGrid(
      [half('2026-03-02T01:00:00Z'), half('2026-03-02T02:30:00Z'), half('2026-03-03T01:30:00Z', { local_date: '2026-03-03' }), half('2026-03-02T01:00:00Z', { unit_id: 'v' })],
      'u',
      minuteOf,
    );
    expect(grid.times).toEqual(['09:00', '09:30', '10:00', '10:30']);
    expect(grid.days.map(({ date }) => date)).toEqual(['2026-03-03', '2026-03-02']);
    expect(grid.days[1]?.cells.map((cell) => cell !== null)).toEqual([true, false, false, true]);
  });

  it('is empty where nothing is known', () => {
    expect(heatGrid([], 'u', minuteOf)).toEqual({ times: [], days: [] });
    expect(unitsOf([half('x'), half('y'), half('z', { unit_id: 'a', unit_name: null }), half('w', { unit_id: null })])).toEqual([
      { id: 'a', name: 'a' },
      { id: 'u', name: '税务' },
    ]);
  });
});

describe('an explanation', () => {
  const part = (factor: string, points: number, exposure = 10) => ({
    factor, points, exposure, loss_millionths: 0, unknown: 0, incidents: 0, weight: 10, prior: 0, rate: 0, penalty: 0,
  });
  const parts: Parts = {
    factors: [part('late', 0), part('absent', 9, 0), part('bad', 2), part('wait', 8)],
    card_points: 0, warnings: 0, yellow_cards: 0, red_cards: 0, p10: null, worst: [],
  };

  it('begins with what costs most and ends with what nobody saw', () => {
    expect(deductionsOf(parts).map(({ factor }) => factor)).toEqual(['wait', 'bad', 'late', 'absent']);
    expect(deductionsOf(parts).at(-1)?.isObserved).toBe(false);
  });

  const day = (changes: Partial<DayScore>): DayScore => ({
    ...score(), scope: 'hall', scope_id: 'h', local_date: '2026-03-02', parts, revision: 1, reason: 'x', ...changes,
  });

  it('holds what was known then against what is known now', () => {
    const changed = correctionOf(day({ shi: 84, revision: 1 }), day({ shi: 82.5, revision: 4 }));
    expect([changed.change, changed.isSame]).toEqual([-1.5, false]);
    expect(correctionOf(day({}), day({})).isSame).toBe(true);
    expect(correctionOf(null, day({})).change).toBeNull();
  });

  it('knows a day by the morning after it', () => {
    expect(morningAfter('2026-02-28', '+08:00')).toBe('2026-03-01T06:30:00+08:00');
    expect(new LocalTime('Asia/Shanghai').offsetAt(0)).toBe('+08:00');
    expect(new LocalTime('Asia/Kathmandu').offsetAt(Date.parse('2026-01-01'))).toBe('+05:45');
    expect(new LocalTime('UTC').offsetAt(0)).toBe('+00:00');
  });

  it('is told as first known later if it was loaded later', () => {
    expect(isFirstKnownLater('2026-03-01T00:00:00Z', '2026-03-01T06:30:00+08:00')).toBe(true);
    expect(isFirstKnownLater('2026-02-28T22:00:00Z', '2026-03-01T06:30:00+08:00')).toBe(false);
    expect(isFirstKnownLater(null, '2026-03-01T06:30:00+08:00')).toBe(false);
  });

  it('leaves a day without a score empty', () => {
    const marks = dayMarks([day({ local_date: '2026-03-01' })], '2026-03-02', 3);
    expect(marks.map(({ date, score: known }) => [date, known !== null])).toEqual([
      ['2026-02-28', false],
      ['2026-03-01', true],
      ['2026-03-02', false],
    ]);
    expect(lastOver(marks, '2026-03-02')).toBe('2026-03-01');
    expect(lastOver(dayMarks([], '2026-03-02', 3), '2026-03-02')).toBe('2026-03-01');
  });
});

/** WCAG's contrast of two colours. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the day that is explained', () => {
  it('moves on with the days, unless somebody chose one of them', () => {
    const marks = dayMarks([], '2026-03-05', 3);
    expect(dayShown(marks, null, '2026-03-05')).toBe('2026-03-04');
    expect(dayShown(marks, '2026-03-03', '2026-03-05')).toBe('2026-03-03');
    expect(dayShown(marks, '2026-03-01', '2026-03-05')).toBe('2026-03-04');
  });
});
