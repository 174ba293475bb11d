import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  Alarms,
  grouped,
  isSuppressed,
  mayAcknowledge,
  openAlarms,
  type LiveAlert,
} from '../src/live/alarms';
import en from '../src/locales/en';
import zh from '../src/locales/zh';

function alert(changes: Partial<LiveAlert> = {}): LiveAlert {
  return {
    alarm_id: 'wait_long-1',
    rule: 'wait_long',
    scope: 'queue',
    scope_id: 'q-1',
    hall_id: 'h-1',
    version: 1,
    hall_time: '2026-03-02T02:00:00Z',
    severity: 'MAJOR',
    state: 'RAISED',
    since: '2026-03-02T01:30:00Z',
    raised_at: '2026-03-02T01:30:00Z',
    facts: {},
    revision: 1,
    ...changes,
  };
}

describe('Alarms', () => {
  it('keeps the newest of each cause in any order of arrival', () => {
    const raised = alert();
    const seen = alert({ state: 'ACKNOWLEDGED', version: 2 });
    const cleared = alert({ state: 'CLEARED', version: 2, hall_time: '2026-03-02T02:05:00.5Z' });
    for (const order of [
      [raised, seen, cleared],
      [cleared, seen, raised],
      [seen, cleared, raised],
    ]) {
      const alarms = new Alarms();
      order.forEach((each) => alarms.take(each));
      expect([...alarms.byCause.values()]).toEqual([cleared]);
      expect(openAlarms(alarms.byCause.values())).toEqual([]);
    }
  });

  it('forgets what a fresh snapshot no longer names', () => {
    const alarms = new Alarms();
    alarms.take(alert());
    alarms.beginAnew();
    alarms.take(alert({ scope_id: 'q-2', alarm_id: 'wait_long-2' }));
    expect(openAlarms(alarms.byCause.values()).map((each) => each.scope_id)).toEqual(['q-2']);
  });
});

describe('openAlarms', () => {
  it('names first what nobody has seen, the gravest, then the oldest; the suppressed last', () => {
    const list = [
      alert({ alarm_id: 'muted', severity: 'CRITICAL', suppressed_reason: 'hall_silent' }),
      alert({ alarm_id: 'seen', severity: 'CRITICAL', state: 'ACKNOWLEDGED' }),
      alert({ alarm_id: 'young' }),
      alert({ alarm_id: 'old', since: '2026-03-02T01:00:00Z' }),
      alert({ alarm_id: 'grave', severity: 'CRITICAL' }),
      alert({ alarm_id: 'light', severity: 'MINOR' }),
      alert({ alarm_id: 'gone', state: 'CLEARED' }),
    ];
    expect(openAlarms(list).map((each) => each.alarm_id)).toEqual([
      'grave',
      'old',
      'young',
      'light',
      'seen',
      'muted',
    ]);
  });

  it('is one hall\'s if asked; the ledger\'s belongs to the district', () => {
    const list = [alert(), alert({ hall_id: 'h-2' }), alert({ hall_id: null, scope: 'ledger' })];
    expect(openAlarms(list, 'h-2')).toHaveLength(1);
    expect(openAlarms(list)).toHaveLength(3);
  });

  it('tells suppressed from called out', () => {
    expect(isSuppressed(alert({ suppressed_reason: null }))).toBe(false);
    expect(isSuppressed(alert({ suppressed_reason: 'muted until …' }))).toBe(true);
  });
});

describe('grouped', () => {
  const overdue = (id: string, changes: Partial<LiveAlert> = {}): LiveAlert =>
    alert({ alarm_id: id, rule: 'rectification_overdue', scope: 'rating', scope_id: id, ...changes });
  const names = (alerts: LiveAlert[]): string[][] =>
    grouped(openAlarms(alerts)).map((group) => group.alerts.map((each) => each.alarm_id));

  it('joins a crowd of one rule, where its first stands', () => {
    expect(
      names([
        overdue('r-1', { since: '2026-03-02T01:00:00Z' }),
        overdue('r-2', { hall_id: 'h-2' }),
        overdue('r-3'),
        alert({ alarm_id: 'wait', since: '2026-03-02T01:10:00Z' }),
      ]),
    ).toEqual([['r-1', 'r-2', 'r-3'], ['wait']]);
  });

  it('leaves apart two, other rules, what was seen and what is suppressed', () => {
    expect(
      names([
        overdue('a-1'),
        overdue('a-2'),
        alert({ alarm_id: 'b-1' }),
        overdue('seen', { state: 'ACKNOWLEDGED' }),
        overdue('muted', { suppressed_reason: 'muted' }),
      ]),
    ).toEqual([['a-1'], ['a-2'], ['b-1'], ['seen'], ['muted']]);
  });
});

describe('acknowledge', () => {
  it('is for managers and administrators', () => {
    expect(['viewer', 'analyst', 'clerk', undefined].some((role) => mayAcknowledge(role))).toBe(false);
    expect(mayAcknowledge('manager') && mayAcknowledge('administrator')).toBe(true);
  });

  it('sends the comment and gives the reason of a refusal', async () => {
    const sent: string[] = [];
    const answer = (status: number, body: unknown) =>
      ((url: string, init: RequestInit) => {
        sent.push(`${url} ${String(init.body)}`);
        return Promise.resolve(new Response(JSON.stringify(body), { status }));
      }) as typeof window.fetch;
    expect(await acknowledge('a-1', ' seen ', answer(200, {}))).toBeNull();
    expect(await acknowledge('a-1', ' ', answer(409, { detail: 'cleared at noon' }))).toBe(
      'cleared at noon',
    );
    expect(sent).toEqual([
      '/api/v1/alerts/a-1/acknowledge {"comment":"seen"}',
      '/api/v1/alerts/a-1/acknowledge {}',
    ]);
    const dead = (() => Promise.reject(new Error('gone'))) as typeof window.fetch;
    expect(await acknowledge('a-1', '', dead)).toBe('NO_ANSWER');
  });
});

describe('words', () => {
  it('name every rule, scope and severity in both languages', () => {
    for (const part of ['rule', 'scope', 'severity'] as const) {
      expect(Object.keys(en.alarm[part])).toEqual(Object.keys(zh.alarm[part]));
    }
  });
});
