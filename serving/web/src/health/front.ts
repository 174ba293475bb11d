/** An alarm of a counter brings that counter to the front of a wall that nobody is using. */

import { isSuppressed, openAlarms, type LiveAlert } from '../live/alarms';
import { placeOfAlarm, type PlaceAt } from './place';

/** Whoever has touched the page so lately is not interrupted. */
export const IN_USE_MS = 60_000;
/** However many alarms there are: a wall that jumps about tells nobody anything. */
export const STAYS_MS = 30_000;

export interface Brought {
  place: PlaceAt;
  alarmId: string;
  at: number;
}

export class Front {
  private readonly known = new Set<string>();
  private began = false;
  private brought: Brought | null = null;

  /**
   * What is to be shown now: a place, null for the whole again, or undefined to leave it as it is.
   *
   * @param usedAt when somebody last touched the page, in the same monotonic milliseconds as now
   */
  look(alerts: Iterable<LiveAlert>, now: number, usedAt: number): PlaceAt | null | undefined {
    const called = openAlarms(alerts).filter((alert) => alert.state === 'RAISED' && !isSuppressed(alert));
    const fresh = called.filter((alert) => this.isNew(alert.alarm_id));
    const inUse = now - usedAt < IN_USE_MS;
    if (inUse) {
      this.brought = null;
      return undefined;
    }
    const settled = this.brought !== null && !called.some((alert) => alert.alarm_id === this.brought?.alarmId);
    const rests = this.brought !== null && !settled && now - this.brought.at < STAYS_MS;
    if (!rests) {
      for (const alert of fresh) {
        const place = placeOfAlarm(alert);
        if (place?.scope === 'counter') {
          this.brought = { place, alarmId: alert.alarm_id, at: now };
          return place;
        }
      }
    }
    if (settled) {
      this.brought = null;
      return null;
    }
    return undefined;
  }

  /** What was open when the page was opened is no news. */
  private isNew(alarmId: string): boolean {
    const isNew = this.began && !this.known.has(alarmId);
    this.known.add(alarmId);
    return isNew;
  }

  begin(alerts: Iterable<LiveAlert>): void {
    for (const { alarm_id } of alerts) {
      this.known.add(alarm_id);
    }
    this.began = true;
  }
}
