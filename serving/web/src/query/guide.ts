import type { DistrictMap } from '../maps/map';

/** What serving tells a query screen, and how it is looked up. */

export interface Hall { hall_id: string; name: string; subdistrict?: string }
export interface Unit { unit_id: string; name: string }
export interface Item {
  item_code: string;
  unit_id: string;
  name: string;
  committed_minutes?: number;
  materials: string[];
  material_details?: Record<string, string>;
}
export interface Queue { queue_id: string; hall_id: string; unit_id: string; letter: string }
export interface Counter { counter_id: string; hall_id: string; unit_id: string; number: string; queue_ids: string[] }
export interface Contact { contact_id: string; hall_id: string; unit_id?: string; name: string; phone: string; place?: string }
export interface Position { longitude: number; latitude: number }
export interface Hours { from_day: number; to_day: number; start: string; end: string }
export interface ServicePoint {
  point_id: string;
  name: string;
  kind: 'CENTRE' | 'SUBDISTRICT' | 'SELF_SERVICE';
  subdistrict?: string;
  hall_id?: string;
  address: string;
  phone?: string;
  position: Position;
  hours: Hours[];
  services: string[];
  introduction?: string;
}
export interface News {
  news_id: string;
  kind: 'POLICY' | 'NEWS' | 'NOTICE';
  title: string;
  text: string;
  published: string;
  issuer?: string;
}
export interface RestrictedArea {
  area_id: string;
  name: string;
  addresses: string[];
  business: string;
  reason: string;
  basis?: string;
  outline: Position[];
}

export interface Guide {
  as_of: string;
  hall_id: string;
  time_zone: string;
  /** As the wall shows it; null where nobody has drawn the district. */
  map: DistrictMap | null;
  halls: Hall[];
  units: Unit[];
  items: Item[];
  queues: Queue[];
  counters: Counter[];
  contacts: Contact[];
  points: ServicePoint[];
  news: News[];
  restricted_areas: RestrictedArea[];
}

/** Where one goes with an item: the counters of this hall that serve its unit. */
export function countersOf(guide: Guide, unitId: string): Counter[] {
  const queues = new Set(
    guide.queues
      .filter((queue) => queue.hall_id === guide.hall_id && queue.unit_id === unitId)
      .map((queue) => queue.queue_id),
  );
  return countersHere(guide).filter((counter) => counter.queue_ids.some((id) => queues.has(id)));
}

/** The counters of the screen's own hall, as one walks past them. */
export function countersHere(guide: Guide): Counter[] {
  return guide.counters
    .filter((counter) => counter.hall_id === guide.hall_id)
    .sort((one, other) => one.number.localeCompare(other.number, 'en', { numeric: true }));
}

/** 01–03、07: neighbours as a range. */
export function rangesOf(counters: Counter[], all: Counter[]): string {
  const places = counters.map((counter) => all.indexOf(counter)).sort((one, other) => one - other);
  const runs: number[][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last !== undefined && place === (last.at(-1) ?? -2) + 1) {
      last.push(place);
    } else {
      runs.push([place]);
    }
  }
  const number = (place: number | undefined) => all[place ?? -1]?.number ?? '?';
  return runs
    .map((run) => (run.length === 1 ? number(run[0]) : `${number(run[0])}–${number(run.at(-1))}`))
    .join('、');
}

/** Units that have something to offer here, with how many items. */
export function unitsHere(guide: Guide): { unit: Unit; items: number; isHere: boolean }[] {
  const items = new Map<string, number>();
  for (const item of guide.items) {
    items.set(item.unit_id, (items.get(item.unit_id) ?? 0) + 1);
  }
  const here = new Set(
    guide.queues.filter((queue) => queue.hall_id === guide.hall_id).map((queue) => queue.unit_id),
  );
  return guide.units
    .filter((unit) => items.has(unit.unit_id))
    .map((unit) => ({ unit, items: items.get(unit.unit_id) ?? 0, isHere: here.has(unit.unit_id) }))
    .sort((one, other) => Number(other.isHere) - Number(one.isHere));
}

export type Opening = { is: 'OPEN' | 'CLOSED' | 'ALWAYS' | 'UNKNOWN' };

/** Whether a place is open at a moment of its own time zone. */
export function openingAt(hours: Hours[], moment: Date, timeZone: string): Opening {
  if (hours.length === 0) {
    return { is: 'UNKNOWN' };
  }
  if (hours.some((each) => each.from_day === 1 && each.to_day === 7 && each.start === '00:00' && each.end === '23:59')) {
    return { is: 'ALWAYS' };
  }
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(
    moment.toLocaleDateString('en-US', { weekday: 'short', timeZone }),
  ) + 1;
  const clock = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  const isOpen = hours.some(
    (each) => each.from_day <= day && day <= each.to_day && each.start <= clock && clock < each.end,
  );
  return { is: isOpen ? 'OPEN' : 'CLOSED' };
}
