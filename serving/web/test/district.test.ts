import { describe, expect, it } from 'vitest';
import { Board } from '../src/live/board';
import { conditionOf, shareTone, waitTone } from '../src/live/condition';
import { longestQueues, sortCounters, sortHalls } from '../src/live/order';
import { totalsOf } from '../src/live/totals';
import { Trend } from '../src/live/trend';
import { counter, hall, queue, shownHall } from './factories';

const NOW = { monotonic: 0, serverMillis: Date.parse('2026-03-02T02:00:01Z') };
const AT = '2026-03-02T02:00:00Z';
const MINUTES_AGO = (minutes: number) =>
  new Date(Date.parse(AT) - minutes * 60_000).toISOString();

describe('the condition of a hall', () => {
  const waitingFor = (minutes: number) =>
    conditionOf(shownHall({ waiting: 1, longest_wait_since: MINUTES_AGO(minutes) }), NOW);

  it('follows its longest wait, the bounds inclusive', () => {
    expect(waitingFor(0)).toBe('NORMAL');
    expect(waitingFor(15)).toBe('NORMAL');
    expect(waitingFor(15.1)).toBe('SLOW');
    expect(waitingFor(30)).toBe('SLOW');
    expect(waitingFor(30.1)).toBe('OVERLOADED');
  });

  it('is overloaded when people wait and no counter is open', () => {
    expect(conditionOf(shownHall({ open_counters: 0, waiting: 1 }), NOW)).toBe('OVERLOADED');
    expect(conditionOf(shownHall({ open_counters: 0, waiting: 0 }), NOW)).toBe('CLOSED');
  });

  it('is stale before it is anything else', () => {
    expect(conditionOf(shownHall({ stale: true, open_counters: 0, waiting: 9 }), NOW)).toBe('STALE');
  });

  it('tells a hall that sends its past from one that sends nothing', () => {
    const past = { stale: true, hall_time: '2011-10-11T10:20:00Z' };
    const sending = shownHall({ ...past, arrived: '2026-03-02T01:59:59Z' });
    const silent = shownHall({ ...past, arrived: '2026-03-02T01:59:46Z' });
    expect(conditionOf(sending, NOW)).toBe('CATCHING_UP');
    expect(conditionOf(silent, NOW)).toBe('STALE');
  });

  it('gives a colour only to what needs a look', () => {
    expect([null, 900, 901, 1801].map(waitTone)).toEqual(['none', 'plain', 'warn', 'bad']);
    expect([null, 0.8, 0.79, 0.59].map(shareTone)).toEqual(['none', 'plain', 'warn', 'bad']);
  });
});

describe('orders', () => {
  it('put the main hall first and never follow the numbers', () => {
    const halls = [
      shownHall({ hall_id: 's-10', subdistrict: '370213010', waiting: 50 }),
      shownHall({ hall_id: 's-2', subdistrict: '370213002', waiting: 1 }),
      shownHall({ hall_id: 'a-log', subdistrict: null }),
      shownHall({ hall_id: 'z-main', subdistrict: null }),
    ];
    const counters = ['z-main', 'z-main', 'a-log'].map((hall_id, index) => ({
      record: counter({ hall_id, counter_id: `c-${index}` }),
      hallMicros: 0,
      receivedAt: 0,
    }));
    expect(sortHalls(halls, counters).map(({ record }) => record.hall_id)).toEqual([
      'z-main',
      's-2',
      's-10',
      'a-log',
    ]);
  });

  it('count counters as people do', () => {
    const board = new Board();
    for (const number of ['10', '9', '1']) {
      board.take('counter', counter({ counter_id: `c-${number}`, number }), 0);
    }
    expect(sortCounters(board.counters.values()).map(({ record }) => record.number)).toEqual([
      '1',
      '9',
      '10',
    ]);
  });

  it("rank queues by their longest wait in their own hall's time", () => {
    const board = new Board();
    board.take('hall', hall(), 0);
    board.take('hall', hall({ hall_id: 'past', hall_time: '2011-10-11T10:20:00Z' }), 0);
    board.take('queue', queue({ queue_id: 'a', longest_wait_since: MINUTES_AGO(10) }), 0);
    board.take('queue', queue({ queue_id: 'empty', waiting: 0 }), 0);
    const past = { hall_id: 'past', queue_id: 'b', longest_wait_since: '2011-10-11T10:00:00Z' };
    board.take('queue', queue(past), 0);
    board.take('queue', queue({ queue_id: 'c', longest_wait_since: MINUTES_AGO(5) }), 0);
    const ranked = longestQueues(board.queues.values(), board.halls, 0, 2);
    expect(ranked.map((found) => [found.queue.queue_id, found.longestSeconds])).toEqual([
      ['b', 1200],
      ['a', 600],
    ]);
  });
});

describe('totals', () => {
  it('add up what adds up and weigh the service level by calls', () => {
    const totals = totalsOf(
      [
        shownHall({ hall_id: 'a', waiting: 3, called_60m: 30, service_level: 1, open_counters: 2 }),
        shownHall({
          hall_id: 'b',
          waiting: 4,
          called_60m: 10,
          service_level: 0.6,
          open_counters: 1,
          longest_wait_since: MINUTES_AGO(7),
        }),
        shownHall({ hall_id: 'c', called_60m: 0, service_level: null, open_counters: 0 }),
      ],
      0,
    );
    expect(totals.waiting).toBe(7);
    expect(totals.openCounters).toBe(3);
    expect(totals.serviceLevel).toBeCloseTo(0.9);
    expect([totals.longestHall?.hall_id, totals.longestSeconds]).toEqual(['b', 420]);
  });

  it('are not a number where nothing was called', () => {
    expect(totalsOf([shownHall()], 0).serviceLevel).toBeNull();
  });
});

describe('Trend', () => {
  it('never holds more than half an hour, however long the wall runs', () => {
    const trend = new Trend();
    const totals = totalsOf([shownHall({ waiting: 5 })], 0);
    for (let at = 0; at < 86_400_000; at += 1000) {
      trend.sample(at, totals);
    }
    expect(trend.points.length).toBeLessThanOrEqual(Trend.SPAN_MS / Trend.EVERY_MS);
    expect(trend.points[0]!.at).toBeGreaterThan(86_400_000 - Trend.SPAN_MS - Trend.EVERY_MS);
  });

  it('samples at its own pace and leaves a gap where nothing was known', () => {
    const trend = new Trend();
    const totals = totalsOf([shownHall({ waiting: 5 })], 0);
    expect(trend.sample(0, totals)).toBe(true);
    expect(trend.sample(9_999, totals)).toBe(false);
    expect(trend.sample(10_000, null)).toBe(true);
    expect(trend.points.map(({ waiting }) => waiting)).toEqual([5, null]);
  });
});
