/** Appointments as serving tells them, and the days that their slots lie on. */

export interface Offer {
  hall_id: string;
  hall_name: string;
  /** The hall's: its hours are told in it, wherever the phone is. */
  time_zone: string;
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
  time_zone: string;
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

/** Local date of the hall as YYYY-MM-DD, in the order of time. */
export function dayOf(slot: Slot, timeZone: string): string {
  return new Date(slot.time).toLocaleDateString('sv-SE', { timeZone });
}

export function daysOf(slots: Slot[], timeZone: string): string[] {
  return [...new Set(slots.map((slot) => dayOf(slot, timeZone)))];
}

/** 09:30–10:00. */
export function hoursOf({ time, until }: { time: string; until: string }, timeZone: string): string {
  const clock = (text: string) =>
    new Date(text).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  return `${clock(time)}–${clock(until)}`;
}

/** The code in two groups, as people read it out. */
export function spokenCode(code: string): string {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}
