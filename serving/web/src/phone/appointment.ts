/** Appointments as serving tells them, and the days that their slots lie on. */

export interface Offer {
  hall_id: string;
  hall_name: string;
  unit_id: string;
  unit_name: string;
  item_code: string;
  item_name: string;
  materials: string[];
}

export interface Slot {
  time: string;
  until: string;
  free: number;
}

export interface Appointment {
  hall_name: string | null;
  unit_name: string | null;
  item_name: string | null;
  item_code: string;
  materials: string[];
  time: string;
  until: string;
  state: 'OPEN' | 'CANCELLED' | 'PAST';
  code: string;
  kiosk_code: string;
  known_by_card: boolean;
}

export interface Made {
  token: string;
  appointment: Appointment;
}

/** Local date as YYYY-MM-DD, in the order of time. */
export function dayOf(slot: Slot): string {
  const date = new Date(slot.time);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function daysOf(slots: Slot[]): string[] {
  return [...new Set(slots.map(dayOf))];
}

/** 09:30–10:00. */
export function hoursOf({ time, until }: { time: string; until: string }): string {
  const clock = (text: string) =>
    new Date(text).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${clock(time)}–${clock(until)}`;
}

/** The code in two groups, as people read it out. */
export function spokenCode(code: string): string {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}
