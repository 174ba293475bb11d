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
  /** Open alarms that are no news: brought to the front once, or seen by whoever used the page. */
  private readonly known = new Set<string>();
  private began = false;
  private brought: Brought | null = null;

  /**
   * What is to be shown now: a place, null for the whole again, or undefined to leave it as it is.
   *
   * @param usedAt when somebody last touched the page, in the same monotonic milliseconds as now
   */
  look(alerts: Iterable<LiveAlert>, now: number, usedAt: number): PlaceAt | null | undefined {
    const open = openAlarms(alerts);
    this.forgetAllBut(open);
    const called = open.filter((alert) => alert.state === 'RAISED' && !isSuppressed(alert));
    if (now - usedAt < IN_USE_MS) {
      called.forEach((alert) => this.known.add(alert.alarm_id)); // whoever is there sees them
      this.brought = null;
      return undefined;
    }
    const settled = this.brought !== null && !called.some((alert) => alert.alarm_id === this.brought?.alarmId);
    const rests = this.brought !== null && !settled && now - this.brought.at < STAYS_MS;
    if (!rests) {
      for (const alert of called) {
        const place = placeOfAlarm(alert);
        if (place?.scope === 'counter' && this.isNew(alert.alarm_id)) {
          this.known.add(alert.alarm_id);
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

  private isNew(alarmId: string): boolean {
    return this.began && !this.known.has(alarmId);
  }

  private forgetAllBut(open: LiveAlert[]): void {
    const ids = new Set(open.map((alert) => alert.alarm_id));
    for (const id of this.known) {
      if (!ids.has(id)) {
        this.known.delete(id);
      }
    }
  }

  /** What was open when the page was opened is no news; what was raised while it was not heard is, so only the first counts. */
  begin(alerts: Iterable<LiveAlert>): void {
    if (this.began) {
      return;
    }
    for (const { alarm_id } of alerts) {
      this.known.add(alarm_id);
    }
    this.began = true;
  }
}
