import { describe, expect, it } from 'vitest';
import { Front, IN_USE_MS, STAYS_MS } from '../src/health/front';
import { alert } from './factories';

const LONG_AGO = -Infinity;
const of = (alarm_id: string, scope_id: string) => alert({ alarm_id, scope_id });

describe('Front', () => {
  const begun = () => {
    const front = new Front();
    front.begin([of('old', 'c-0')]);
    return front;
  };

  it('brings the counter of a new alarm to the front, once', () => {
    const front = begun();
    expect(front.look([of('old', 'c-0')], 0, LONG_AGO)).toBeUndefined();
    expect(front.look([of('old', 'c-0'), of('a', 'c-1')], 1, LONG_AGO)).toEqual({ scope: 'counter', id: 'c-1' });
    expect(front.look([of('old', 'c-0'), of('a', 'c-1')], 2, LONG_AGO)).toBeUndefined();
  });

  it('shows the whole again once that alarm is seen or over', () => {
    const front = begun();
    front.look([of('a', 'c-1')], 0, LONG_AGO);
    expect(front.look([{ ...of('a', 'c-1'), state: 'ACKNOWLEDGED' }], 1, LONG_AGO)).toBeNull();
    expect(front.look([], 2, LONG_AGO)).toBeUndefined();
  });

  it('does not interrupt whoever uses the page', () => {
    const front = begun();
    expect(front.look([of('a', 'c-1')], 1000, 900)).toBeUndefined();
    expect(front.look([of('a', 'c-1')], 900 + IN_USE_MS, 900)).toBeUndefined();
    expect(front.look([of('a', 'c-1'), of('b', 'c-2')], 901 + IN_USE_MS, 900)).toEqual({ scope: 'counter', id: 'c-2' });
  });

  it('stays for a while before it shows the next', () => {
    const front = begun();
    front.look([of('a', 'c-1')], 0, LONG_AGO);
    expect(front.look([of('a', 'c-1'), of('b', 'c-2')], STAYS_MS - 1, LONG_AGO)).toBeUndefined();
    expect(front.look([of('a', 'c-1'), of('b', 'c-2'), of('c', 'c-3')], STAYS_MS, LONG_AGO)).toEqual({ scope: 'counter', id: 'c-2' });
    expect(front.look([of('a', 'c-1'), of('b', 'c-2'), of('c', 'c-3')], 2 * STAYS_MS - 1, LONG_AGO)).toBeUndefined();
    expect(front.look([of('a', 'c-1'), of('b', 'c-2'), of('c', 'c-3')], 2 * STAYS_MS, LONG_AGO)).toEqual({ scope: 'counter', id: 'c-3' });
    expect(front.look([of('a', 'c-1'), of('b', 'c-2'), of('c', 'c-3')], 3 * STAYS_MS, LONG_AGO)).toBeUndefined();
  });

  it('does not bring what was over before its turn', () => {
    const front = begun();
    front.look([of('a', 'c-1')], 0, LONG_AGO);
    front.look([of('a', 'c-1'), of('b', 'c-2')], 1, LONG_AGO);
    expect(front.look([of('a', 'c-1')], STAYS_MS, LONG_AGO)).toBeUndefined();
  });

  it('remembers no alarm longer than it is open', () => {
    const front = begun();
    front.look([of('a', 'c-1')], 0, LONG_AGO);
    front.look([], 1, LONG_AGO);
    expect(front.look([of('a', 'c-1')], 2, LONG_AGO)).toEqual({ scope: 'counter', id: 'c-1' });
  });

  it('leaves alarms of queues and suppressed ones where they are', () => {
    const front = begun();
    expect(front.look([alert({ alarm_id: 'q', scope: 'queue' })], 0, LONG_AGO)).toBeUndefined();
    expect(front.look([{ ...of('s', 'c-1'), suppressed_reason: 'hall_silent' }], 0, LONG_AGO)).toBeUndefined();
  });
});
