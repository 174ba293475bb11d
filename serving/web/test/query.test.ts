import { describe, expect, it } from 'vitest';
import { directionTo, floorOf, wayTo } from '../src/query/floor';
import { countersOf, openingAt, rangesOf, unitsHere, type Counter, type Guide } from '../src/query/guide';
import { Idle } from '../src/query/idle';
import { heldOf, stageOf, type CaseNow } from '../src/query/progress';

const counter = (number: string, unit: string, queues: string[], hall = 'h'): Counter => ({
  counter_id: `${hall}-c${number}`,
  hall_id: hall,
  unit_id: unit,
  number,
  queue_ids: queues,
});

const guide = {
  hall_id: 'h',
  units: [
    { unit_id: 'far', name: '远' },
    { unit_id: 'u1', name: '税务' },
    { unit_id: 'empty', name: '无事项' },
  ],
  items: [
    { item_code: 'i1', unit_id: 'u1', name: '发票', materials: [] },
    { item_code: 'i2', unit_id: 'far', name: '远事', materials: [] },
  ],
  queues: [
    { queue_id: 'q1', hall_id: 'h', unit_id: 'u1', letter: 'A' },
    { queue_id: 'q9', hall_id: 'other', unit_id: 'far', letter: 'A' },
  ],
  counters: [counter('10', 'u2', ['q1']), counter('2', 'u1', ['q1']), counter('1', 'u1', ['q1']), counter('3', 'u2', ['q2']), counter('1', 'u1', ['q9'], 'other')],
} as unknown as Guide;

describe('the guide', () => {
  it('sends to the counters of this hall that serve the unit, neighbours as a range', () => {
    const all = countersOf(guide, 'u1');
    expect(all.map(({ number }) => number)).toEqual(['1', '2', '10']);
    const here = guide.counters.filter(({ hall_id }) => hall_id === 'h').sort((a, b) => Number(a.number) - Number(b.number));
    expect(rangesOf(all, here)).toBe('1–2、10');
    expect(rangesOf([], here)).toBe('');
  });

  it('names units with items, those of this hall first', () => {
    expect(unitsHere(guide).map(({ unit, isHere }) => [unit.unit_id, isHere])).toEqual([
      ['u1', true],
      ['far', false],
    ]);
  });

  it('tells opening hours by the time zone of the district', () => {
    const hours = [{ from_day: 1, to_day: 5, start: '09:00', end: '17:00' }];
    const at = (text: string) => openingAt(hours, new Date(text), 'Asia/Shanghai').is;
    expect(at('2026-11-30T01:00:00Z')).toBe('OPEN'); // Monday 09:00
    expect(at('2026-11-30T00:59:00Z')).toBe('CLOSED');
    expect(at('2026-11-30T09:00:00Z')).toBe('CLOSED');
    expect(at('2026-11-28T02:00:00Z')).toBe('CLOSED'); // Saturday
    expect(openingAt([], new Date(), 'UTC').is).toBe('UNKNOWN');
    expect(openingAt([{ from_day: 1, to_day: 7, start: '00:00', end: '23:59' }], new Date(), 'UTC').is).toBe('ALWAYS');
  });
});

describe('the floor', () => {
  const floor = floorOf(Array.from({ length: 60 }, (_, place) => counter(String(place + 1), 'u', [])));

  it('is four rows of counters behind one another, the first nearest to the door', () => {
    expect(new Set(floor.spots.map(({ row }) => row)).size).toBe(4);
    const [first, last] = [floor.spots[0]!, floor.spots[59]!];
    expect(first.y).toBeGreaterThan(last.y);
    expect(directionTo(floor, first)).toEqual({ row: 1, side: 'LEFT' });
    expect(directionTo(floor, last).row).toBe(4);
  });

  it('never walks through a counter', () => {
    for (const spot of floor.spots) {
      const [, corner] = wayTo(floor, spot);
      expect(corner?.x).toBe(floor.door.x);
      for (const other of floor.spots) {
        expect(other.x <= floor.door.x && floor.door.x <= other.x + 52).toBe(false);
      }
    }
  });
});

describe('the way back to the first page', () => {
  it('counts down where it can be seen, is stopped by a touch, and begins anew', () => {
    let now = 0;
    let tick = () => {};
    const told: (number | null)[] = [];
    let resets = 0;
    const idle = new Idle(60, 20, { now: () => now, everySecond: (work) => ((tick = work), () => undefined) }, (left) => told.push(left), () => resets++);
    now = 59_000;
    tick();
    expect(told).toEqual([]);
    now = 60_000;
    tick();
    now = 70_000;
    tick();
    expect(told).toEqual([20, 10]);
    idle.touch();
    expect(told.at(-1)).toBe(null);
    now = 100_000;
    tick();
    expect(resets).toBe(0);
    now = 150_000;
    tick();
    expect(resets).toBe(1);
    expect(told.at(-1)).toBe(null);
  });
});

describe('what a visitor holds', () => {
  it('is a ticket by its address or id, or else the number of a case', () => {
    const id = '0193ab00-1111-7222-8333-444455556666';
    expect(heldOf(` http://hall.example/t/${id} `)).toEqual({ is: 'ticket', id });
    expect(heldOf(id)).toEqual({ is: 'ticket', id });
    expect(heldOf('h370213-00-20261130-001')).toEqual({ is: 'case', id: 'h370213-00-20261130-001' });
    expect(heldOf('  ')).toBe(null);
  });

  it('is late only when serving says so', () => {
    const open = { closed_at: null, overdue: null } as CaseNow;
    expect(stageOf(open)).toBe('OPEN');
    expect(stageOf({ ...open, overdue: true })).toBe('LATE');
    expect(stageOf({ ...open, overdue: true, closed_at: '2026-01-01T00:00:00Z' })).toBe('CLOSED');
  });
});
