import { describe, expect, it } from 'vitest';
import { problemOf } from '../src/agent/call';
import type { Action } from '../src/agent/records';
import { tokenIn } from '../src/agent/session';
import { actionOf, keyOf, KEYS } from '../src/desk/actions';
import { intervalOf, percent } from '../src/kit/interval';
import { lasting, timeOfDay } from '../src/kit/time';
import en from '../src/locales/en';
import zh from '../src/locales/zh';
import { LEVELS, reasonsFor } from '../src/screen/reasons';

describe('a wait', () => {
  it('is an interval with two different ends', () => {
    expect(intervalOf({ ahead: 3, p50_minutes: 6.2, p90_minutes: 13.1 })).toEqual({ from: 6, to: 14 });
    expect(intervalOf({ ahead: 0, p50_minutes: 0, p90_minutes: 0 })).toEqual({ from: 0, to: 1 });
    expect(intervalOf(undefined)).toBeNull();
  });

  it('never runs backwards, whatever the clocks say', () => {
    expect(lasting('2026-11-30T01:00:00Z', Date.parse('2026-11-30T01:00:07Z'))).toBe('0:07');
    expect(lasting('2026-11-30T01:00:00Z', Date.parse('2026-11-30T02:02:30Z'))).toBe('1:02:30');
    expect(lasting('2026-11-30T01:00:00Z', Date.parse('2026-11-30T00:59:00Z'))).toBe('0:00');
  });
});

describe('the time of day', () => {
  it('is that of the hall', () => {
    expect(timeOfDay('2026-11-30T05:29:00Z')).toBe('13:29');
  });
});

describe('a rate', () => {
  it('is nothing while nothing stands behind it', () => {
    expect(percent(undefined)).toBeNull();
    expect(percent(0)).toBe('0 %');
    expect(percent(0.996)).toBe('100 %');
  });
});

describe('what the agent refuses', () => {
  it('is told by the kind of problem', () => {
    const problem = problemOf(
      409,
      '{"type":"urn:hallpulse:problem:illegal-step","status":409,"detail":"TICKET_NO_SHOW is illegal while SERVING"}',
    );
    expect(problem.kind).toBe('illegal-step');
    expect(problem.message).toBe('TICKET_NO_SHOW is illegal while SERVING');
  });

  it('is no answer if it is no problem at all', () => {
    expect(problemOf(502, '<html>Bad gateway</html>').kind).toBe('no-answer');
  });
});

describe('the token of a device', () => {
  it('is read from the fragment alone', () => {
    expect(tokenIn('#token=abc%2B1')).toBe('abc+1');
    expect(tokenIn('')).toBeNull();
    expect(tokenIn('#other=1')).toBeNull();
  });
});

describe('keys of the desk', () => {
  const press = (key: string, tagName = 'BODY', ctrlKey = false, type = 'text') =>
    actionOf({ key, ctrlKey, altKey: false, metaKey: false, target: { tagName, type } as unknown as EventTarget });

  it('name one action each and are found from it', () => {
    expect(press('N')).toBe('next');
    expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
    expect(keyOf('no-show')).toBe('x');
  });

  it('do nothing while somebody writes, or with a modifier', () => {
    expect(press('n', 'INPUT')).toBeNull();
    expect(press('n', 'BODY', true)).toBeNull();
    expect(press('q')).toBeNull();
  });

  it('work on after a tick of the notice', () => {
    expect(press('e', 'INPUT', false, 'checkbox')).toBe('end');
  });

  it('lead through all that happens at a window', () => {
    const all: Action[] = ['next', 'recall', 'no-show', 'start', 'hold', 'resume', 'transfer', 'end', 'pause', 'open', 'tickets'];
    expect(Object.values(KEYS).sort()).toEqual(all.sort());
  });
});

describe('both languages', () => {
  const keys = (words: object, at = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? keys(value as object, `${at}${key}.`) : [`${at}${key}`],
    );

  it('say the same things', () => {
    expect(keys(en).sort()).toEqual(keys(zh).sort());
  });

  it('have a word for each reason of a rating', () => {
    for (const level of LEVELS) {
      for (const reason of reasonsFor(level)) {
        expect(Object.keys(zh.rating.reason)).toContain(reason);
      }
    }
  });
});
