import { describe, expect, it } from 'vitest';
import en from '../src/locales/en';
import zh from '../src/locales/zh';
import {
  ageText,
  intervalText,
  LocalTime,
  minutesText,
  percentText,
  runningText,
  type Locale,
} from '../src/live/words';

describe('words', () => {
  it('say an age as exactly as it matters', () => {
    const say = (seconds: number | null, locale: Locale = 'zh') => ageText(seconds, locale);
    expect(say(1.23)).toBe('1.2 秒');
    expect(say(9.96)).toBe('10 秒');
    expect(say(59.6)).toBe('59 秒');
    expect(say(190)).toBe('3 分 10 秒');
    expect(say(7200, 'en')).toBe('2 h');
    expect(say(86_400 * 3)).toBe('3 天');
    expect(say(86_400 * 365.25 * 15)).toBe('15 年');
    expect(say(null)).toBe('–');
  });

  it('show a running wait in minutes and seconds', () => {
    expect([0, 59.9, 60, 905, 3600, 3725, null].map(runningText)).toEqual([
      '0:00',
      '0:59',
      '1:00',
      '15:05',
      '1:00:00',
      '1:02:05',
      '–',
    ]);
  });

  it('show a forecast as an interval', () => {
    expect(intervalText(90, 720)).toBe('1.5–12');
    expect(intervalText(0, 2)).toBe('0.0');
    expect(intervalText(null, null)).toBe('–');
  });

  it('keep one digit of short waits only', () => {
    expect([30, 594, 600, undefined].map(minutesText)).toEqual(['0.5', '9.9', '10', '–']);
  });

  it('call only all 100 % and only nothing 0 %', () => {
    expect([1, 0.999, 0.5, 0.001, 0, null].map(percentText)).toEqual([
      '100%',
      '99%',
      '50%',
      '1%',
      '0%',
      '–',
    ]);
  });

  it("tell the district's time, with its date when it is another day", () => {
    const local = new LocalTime('Asia/Shanghai');
    const noon = Date.parse('2026-03-02T04:00:00Z');
    expect(local.momentOf(noon, noon + 1000)).toBe('12:00:00');
    expect(local.momentOf(Date.parse('2026-03-01T15:59:59Z'), noon)).toBe('2026-03-01 23:59:59');
    expect(local.shortMomentOf(noon, noon + 1000)).toBe('12:00:00');
    expect(local.shortMomentOf(Date.parse('2026-03-01T15:59:59Z'), noon)).toBe('03-01 23:59');
    expect(local.shortMomentOf(Date.parse('2025-12-31T15:59:59Z'), noon)).toBe('2025-12-31 23:59:59');
    expect(LocalTime.daysBefore('2026-03-02', 2)).toBe('2026-02-28');
    expect(local.dayOf(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02');
  });

  it('exist in both languages, with the same blanks to fill', () => {
    expect(blanks(en)).toEqual(blanks(zh));
  });
});

function blanks(words: object, path = ''): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, [...new Set(value.match(/\{\w+\}/g) ?? [])].sort()]]
        : Object.entries(blanks(value as object, `${path}${key}.`)),
    ),
  );
}
