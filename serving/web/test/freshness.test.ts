import { describe, expect, it } from 'vitest';
import {
  hallMicrosAt,
  isFrozen,
  isStale,
  lagSeconds,
  secondsSince,
  watermark,
} from '../src/live/freshness';
import { micros, ServerClock } from '../src/live/time';
import { shownHall } from './factories';

describe('micros', () => {
  it('keeps the six digits that a Date would drop', () => {
    expect(micros('1970-01-01T00:00:01.000001Z')).toBe(1_000_001);
    expect(micros('1970-01-01T00:00:01Z')).toBe(1_000_000);
    expect(micros('1970-01-01T00:00:01.5Z')).toBe(1_500_000);
    expect(micros('1970-01-01T08:00:01.25+08:00')).toBe(1_250_000);
  });

  it('names a text that is no time', () => {
    expect(() => micros('yesterday')).toThrow('Not an ISO-8601 time: yesterday');
  });
});

describe('ServerClock', () => {
  it('is unknown until the server spoke and then runs on by the monotonic clock', () => {
    const clock = new ServerClock();
    expect(clock.at(5)).toBeNull();
    clock.hear('1970-01-01T00:01:40Z', 1_000);
    expect(clock.at(3_500)).toBe(102_500);
  });

  it('believes the message that was least delayed', () => {
    const clock = new ServerClock();
    clock.hear('1970-01-01T00:00:10Z', 1_000);
    clock.hear('1970-01-01T00:00:12Z', 3_900);
    expect(clock.at(4_000)).toBe(13_000);
  });

  it('forgets a former server', () => {
    const clock = new ServerClock();
    clock.hear('2036-01-01T00:00:00Z', 0);
    clock.forget();
    clock.hear('1970-01-01T00:00:10Z', 0);
    expect(clock.at(0)).toBe(10_000);
  });
});

describe("the hall's time", () => {
  it('runs on for five seconds after a record and then stands still', () => {
    const shown = shownHall({ hall_time: '1970-01-01T00:00:10Z' }, 1_000);
    expect(hallMicrosAt(shown, 1_000)).toBe(10_000_000);
    expect(hallMicrosAt(shown, 3_000)).toBe(12_000_000);
    expect(hallMicrosAt(shown, 600_000)).toBe(15_000_000);
  });

  it('measures a wait by the hall, whatever the browser thinks the time is', () => {
    const shown = shownHall({ hall_time: '2011-10-11T10:20:00Z' }, 500);
    expect(secondsSince('2011-10-11T10:05:30Z', shown, 1_500)).toBe(871);
    expect(secondsSince(null, shown, 1_500)).toBeNull();
    expect(secondsSince('2011-10-11T10:21:00Z', shown, 500)).toBe(0);
  });

  it('is late by the difference to the server', () => {
    const shown = shownHall({ hall_time: '1970-01-01T00:00:10Z' }, 1_000);
    expect(lagSeconds(shown, { monotonic: 1_000, serverMillis: 11_200 })).toBeCloseTo(1.2);
    expect(lagSeconds(shown, { monotonic: 1_000, serverMillis: null })).toBeNull();
  });

  it('counts the delay at arrival for a record that came after the last tick', () => {
    const shown = shownHall({ hall_time: '1970-01-01T00:00:10Z' }, 1_500);
    expect(lagSeconds(shown, { monotonic: 1_000, serverMillis: 10_100 })).toBeCloseTo(0.6);
  });
});

describe('staleness', () => {
  it('is what the server says, or fifteen seconds of silence', () => {
    expect(isStale(shownHall({}, 1_000), 15_999)).toBe(false);
    expect(isStale(shownHall({}, 1_000), 16_000)).toBe(true);
    expect(isStale(shownHall({ stale: true }, 1_000), 1_000)).toBe(true);
  });

  it('is counted beside the watermark of the halls that are alive', () => {
    const mark = watermark(
      [
        shownHall({ hall_id: 'a', hall_time: '2026-03-02T02:00:05Z' }),
        shownHall({ hall_id: 'b', hall_time: '2026-03-02T02:00:03Z' }),
        shownHall({ hall_id: 'c', hall_time: '2011-10-11T10:20:00Z', stale: true }),
      ],
      0,
    );
    expect(mark?.oldest.record.hall_id).toBe('b');
    expect(mark?.newest.record.hall_id).toBe('a');
    expect(mark?.staleHalls).toBe(1);
  });

  it('leaves the times of stale halls when there is nothing else', () => {
    const mark = watermark([shownHall({ stale: true })], 0);
    expect(mark?.newest.record.hall_id).toBe('h-1');
    expect(watermark([], 0)).toBeNull();
  });
});

describe('frozen numbers', () => {
  it('come from a job, a broker or a connection that is down; not from Trino', () => {
    const up = { state: 'UP' } as const;
    const down = { state: 'DOWN' } as const;
    expect(isFrozen({ job: up, kafka: up, trino: down }, true)).toBe(false);
    expect(isFrozen({ job: down, kafka: up }, true)).toBe(true);
    expect(isFrozen({ job: up, kafka: down }, true)).toBe(true);
    expect(isFrozen({ job: up, kafka: up }, false)).toBe(true);
  });
});
