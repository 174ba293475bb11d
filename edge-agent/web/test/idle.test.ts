import { describe, expect, it } from 'vitest';
import { Idle } from '../src/kit/idle';

describe('a page that nobody touches', () => {
  it('counts down before it goes back, and a touch begins anew', () => {
    const idle = new Idle(45_000, 15_000, 0);

    expect(idle.countdown(29_999)).toBeNull();
    expect(idle.countdown(30_000)).toBe(15);
    expect(idle.countdown(44_001)).toBe(1);
    expect(idle.isOver(44_999)).toBe(false);
    expect(idle.isOver(45_000)).toBe(true);

    idle.touch(44_000);
    expect(idle.countdown(45_000)).toBeNull();
    expect(idle.isOver(88_999)).toBe(false);
  });
});
