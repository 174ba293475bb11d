/** Which place of the district is looked at, as the address says it: scope/scope_id. */

import type { LiveAlert } from '../live/alarms';
import type { ScoreScope } from '../live/scores';

export interface PlaceAt {
  scope: ScoreScope;
  id: string;
}

const SCOPES: readonly string[] = ['counter', 'unit', 'hall', 'subdistrict', 'district'];

export function readPlace(text: unknown): PlaceAt | null {
  if (typeof text !== 'string') {
    return null;
  }
  const slash = text.indexOf('/');
  const scope = text.slice(0, slash);
  const id = text.slice(slash + 1);
  return slash > 0 && id !== '' && SCOPES.includes(scope) ? { scope: scope as ScoreScope, id } : null;
}

export const writePlace = (place: PlaceAt): string => `${place.scope}/${place.id}`;

/** The part of an address of serving that names a place; the slash of a unit's id is no separator. */
export const pathOf = (place: PlaceAt): string => `${place.scope}/${encodeURIComponent(place.id)}`;

/** The hall of a place, if it is in one; counters tell theirs. */
export function hallOf(place: PlaceAt, counterHall: (counterId: string) => string | undefined): string | null {
  switch (place.scope) {
    case 'counter':
      return counterHall(place.id) ?? null;
    case 'unit':
      return place.id.slice(0, place.id.indexOf('/'));
    case 'hall':
      return place.id;
    case 'subdistrict':
    case 'district':
      return null;
  }
}

/** Where an alarm leads: its own place, else its hall; nowhere if it is of no hall. */
export function placeOfAlarm(alert: LiveAlert): PlaceAt | null {
  const own = readPlace(`${alert.scope}/${alert.scope_id}`);
  if (own !== null) {
    return own;
  }
  const counter = alert.facts.counter_id;
  if (counter) {
    return { scope: 'counter', id: counter };
  }
  return alert.hall_id ? { scope: 'hall', id: alert.hall_id } : null;
}
