import { describe, expect, it } from 'vitest';
import { Board, Inbox } from '../src/live/board';
import { counter, hall, queue } from './factories';

describe('Board', () => {
  it('shows the first record of each hall, queue and counter', () => {
    const board = new Board();
    expect(board.take('hall', hall(), 0)).toBe('shown');
    expect(board.take('queue', queue(), 0)).toBe('shown');
    expect(board.take('counter', counter(), 0)).toBe('shown');
    expect([board.halls.size, board.queues.size, board.counters.size]).toEqual([1, 1, 1]);
  });

  it('ignores a lower version even if its time is later', () => {
    const board = new Board();
    board.take('hall', hall({ version: 7, waiting: 3 }), 0);
    const late = hall({ version: 6, waiting: 9, hall_time: '2026-03-02T03:00:00Z' });
    expect(board.take('hall', late, 1)).toBe('older');
    expect(board.halls.get('h-1')!.record.waiting).toBe(3);
  });

  it('orders equal versions by the microseconds of the hall', () => {
    const board = new Board();
    board.take('hall', hall({ hall_time: '2026-03-02T02:00:00.123456Z', waiting: 1 }), 0);
    expect(board.take('hall', hall({ hall_time: '2026-03-02T02:00:00.123455Z' }), 1)).toBe('older');
    expect(board.take('hall', hall({ hall_time: '2026-03-02T02:00:00.123456Z' }), 1)).toBe('same');
    const next = hall({ hall_time: '2026-03-02T02:00:00.123457Z', waiting: 2 });
    expect(board.take('hall', next, 1)).toBe('shown');
    expect(board.halls.get('h-1')!.record.waiting).toBe(2);
  });

  it('takes a new name for the same numbers, without making them fresher', () => {
    const board = new Board();
    board.take('hall', hall({ name: null }), 5);
    expect(board.take('hall', hall({ name: '区中心' }), 900)).toBe('same');
    expect(board.halls.get('h-1')).toMatchObject({ record: { name: '区中心' }, receivedAt: 5 });
  });

  it('any order of arrival ends at the newest record', () => {
    const records = [1, 2, 3, 4].map((version) => hall({ version, waiting: version }));
    for (const order of permutations(records)) {
      const board = new Board();
      order.forEach((record, index) => board.take('hall', record, index));
      expect(board.halls.get('h-1')!.record.waiting).toBe(4);
    }
  });

  it('follows a server whose data began anew, after half a minute of nothing else', () => {
    const board = new Board();
    board.take('hall', hall({ version: 900 }), 0);
    board.take('queue', queue({ version: 890 }), 0);
    expect(board.take('hall', hall({ version: 1 }), 1_000)).toBe('older');
    expect(board.take('hall', hall({ version: 2 }), 30_999)).toBe('older');
    expect(board.take('hall', hall({ version: 3 }), 31_000)).toBe('begunAnew');
    expect(board.queues.size).toBe(0);
    expect(board.take('hall', hall({ version: 4 }), 31_500)).toBe('shown');
  });

  it('does not follow an occasional straggler, however long the wall runs', () => {
    const board = new Board();
    for (let second = 0; second < 300; second += 20) {
      board.take('hall', hall({ version: 1000 + second }), second * 1000);
      expect(board.take('hall', hall({ version: 1 }), second * 1000 + 1)).toBe('older');
    }
  });
});

describe('Inbox', () => {
  it('keeps one record per entity however many arrive between two frames', () => {
    const board = new Board();
    const inbox = new Inbox();
    for (let version = 1; version <= 500; version += 1) {
      inbox.offer('hall', hall({ version }), version);
    }
    inbox.offer('hall', hall({ version: 17 }), 501);
    inbox.offer('queue', queue(), 501);
    expect(inbox.size).toBe(2);
    inbox.drainTo(board);
    expect(inbox.size).toBe(0);
    expect(board.halls.get('h-1')!.record.version).toBe(500);
    expect(board.queues.size).toBe(1);
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) {
    return [items];
  }
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
