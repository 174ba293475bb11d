import { describe, expect, it } from 'vitest';
import { dutyOf, TONES, type Faces } from '../src/desk/pages/faces';

const of = (filing_duty: Faces['filing_duty'], devices = 1): Faces => ({
  kept: 10,
  filing_duty,
  due_from: 100_000,
  left_out: [],
  devices: Array.from({ length: devices }, (_, index) => ({ device_id: `d-${index}`, hall_id: 'h', kept: 10, told: '2026-03-02T02:00:00Z' })),
});

describe('the duty to file faces', () => {
  it('is none only if devices have said so, in an answer that holds', () => {
    expect(dutyOf(of('NONE'), false)).toBe('NONE');
    expect(dutyOf(of('NONE'), true)).toBe('UNKNOWN');
    expect(dutyOf(of('NONE', 0), false)).toBe('UNKNOWN');
  });

  it('is not taken back because nobody answers, nor hidden from who sees no device', () => {
    expect(dutyOf(of('NEAR'), true)).toBe('NEAR');
    expect(dutyOf(of('DUE', 0), false)).toBe('DUE');
  });

  it('does not look well while it is not known, whatever a later serving may call it', () => {
    expect(TONES.UNKNOWN).not.toBe(TONES.NONE);
    expect(dutyOf({ ...of('NONE'), filing_duty: 'LATER' as 'NONE' }, false)).toBe('UNKNOWN');
  });
});
