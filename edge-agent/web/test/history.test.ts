import { expect, it } from 'vitest';
import { stageOf } from '../src/kiosk/history';

it('tells how far a matter is, by its case before its ticket', () => {
  expect(stageOf({ outcome: null })).toBe('UNDER_WAY');
  expect(stageOf({})).toBe('UNDER_WAY');
  expect(stageOf({ outcome: 'COMPLETED' })).toBe('DONE');
  expect(stageOf({ outcome: 'NOTICE_ISSUED' })).toBe('TOLD');
  expect(stageOf({ outcome: 'NO_SHOW' })).toBe('NOT_DONE');
  expect(stageOf({ outcome: 'COMPLETED', opened_at: '2026-11-02T01:00:00Z', overdue: false })).toBe('OPEN');
  expect(stageOf({ opened_at: '2026-11-02T01:00:00Z', overdue: true })).toBe('LATE');
  expect(stageOf({ opened_at: '2026-11-02T01:00:00Z', closed_at: '2026-11-03T01:00:00Z', overdue: true })).toBe('CLOSED');
});
