/** What is wrong now: the newest alarm of each cause, as serving sends it. */

import { micros } from './time';

export const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface AlarmFacts {
  value?: number;
  limit?: number;
  category?: string;
  waiting?: number;
  counter_id?: string;
  ticket_id?: string;
  due?: string;
  detail?: string;
}

export interface LiveAlert {
  alarm_id: string;
  rule: string;
  scope: string;
  scope_id: string;
  scope_name?: string | null;
  district?: string | null;
  hall_id?: string | null;
  hall_name?: string | null;
  version: number;
  hall_time: string;
  severity: Severity;
  state: 'RAISED' | 'ACKNOWLEDGED' | 'CLEARED';
  since: string;
  raised_at: string;
  acknowledged_at?: string | null;
  suppressed_by?: string | null;
  suppressed_reason?: string | null;
  facts: AlarmFacts;
  revision: number;
}

/** Alarms by cause; records that are not newer than what is shown are passed over. */
export class Alarms {
  constructor(readonly byCause: Map<string, LiveAlert> = new Map()) {}

  take(alert: LiveAlert): void {
    const cause = `${alert.rule}/${alert.scope}/${alert.scope_id}`;
    const before = this.byCause.get(cause);
    if (before === undefined || isNewer(alert, before)) {
      this.byCause.set(cause, alert);
    }
  }

  /** A fresh snapshot names all that are open: what it does not name has cleared meanwhile. */
  beginAnew(): void {
    this.byCause.clear();
  }
}

function isNewer(one: LiveAlert, other: LiveAlert): boolean {
  return (one.version - other.version || micros(one.hall_time) - micros(other.hall_time)) > 0;
}

/** Open alarms, all or one hall's: what is called out first, the gravest, then the oldest. */
export function openAlarms(alerts: Iterable<LiveAlert>, hallId?: string): LiveAlert[] {
  return [...alerts]
    .filter((alert) => alert.state !== 'CLEARED')
    .filter((alert) => hallId === undefined || alert.hall_id === hallId)
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        micros(a.since) - micros(b.since) ||
        a.alarm_id.localeCompare(b.alarm_id),
    );
}

/** Called out and not seen yet, seen, suppressed. */
function rank(alert: LiveAlert): number {
  if (isSuppressed(alert)) {
    return 2;
  }
  return alert.state === 'RAISED' ? 0 : 1;
}

export function isSuppressed(alert: LiveAlert): boolean {
  return (alert.suppressed_reason ?? null) !== null;
}

/** Alarms of one rule that are shown on one line until somebody opens it. */
export interface AlarmGroup {
  key: string;
  alerts: LiveAlert[];
}

/** So many that a list of them hides the others. */
const CROWD = 3;

/**
 * The same alarms, crowds joined: a rule's, of one severity and equally far (called out, seen, suppressed).
 * A crowd stands where its first alarm stands.
 */
export function grouped(alerts: LiveAlert[]): AlarmGroup[] {
  const crowds = new Map<string, LiveAlert[]>();
  for (const alert of alerts) {
    const key = [alert.rule, alert.severity, rank(alert)].join('/');
    crowds.set(key, [...(crowds.get(key) ?? []), alert]);
  }
  return [...crowds].flatMap(([key, crowd]) =>
    crowd.length >= CROWD ? [{ key, alerts: crowd }] : crowd.map((alert) => ({ key: alert.alarm_id, alerts: [alert] })),
  );
}

/** Who may say that he has seen an alarm. */
export function mayAcknowledge(role: string | undefined): boolean {
  return role === 'manager' || role === 'administrator';
}

/** Why an acknowledgement was not taken; null if it was. */
export async function acknowledge(
  alarmId: string,
  comment: string,
  fetch: typeof window.fetch,
): Promise<string | null> {
  try {
    const response = await fetch(`/api/v1/alerts/${encodeURIComponent(alarmId)}/acknowledge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(comment.trim() === '' ? {} : { comment: comment.trim() }),
    });
    if (response.ok) {
      return null;
    }
    const problem = (await response.json()) as { detail?: string };
    return problem.detail ?? String(response.status);
  } catch {
    return 'NO_ANSWER';
  }
}
