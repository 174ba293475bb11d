/** What the agent says, as in edge-agent/API.md. */

export interface Uplink {
  connected: boolean;
  spool_depth: number;
  fenced: boolean;
}

interface State {
  revision: number;
  now: string;
  uplink: Uplink;
}

export type TicketStatus =
  | 'WAITING'
  | 'CALLED'
  | 'NO_SHOW'
  | 'SERVING'
  | 'HELD'
  | 'TRANSFERRED'
  | 'ENDED'
  | 'CANCELLED';

export interface Ticket {
  ticket_id: string;
  ticket_no: string;
  status: TicketStatus;
  queue_id: string;
  item_code?: string;
  item_name?: string;
  channel: string;
  priority: number;
  since: string;
  waiting_since?: string;
  appointment_time?: string;
  preferred_here?: boolean;
  calls: number;
}

export interface Forecast {
  ahead: number;
  p50_minutes: number;
  p90_minutes: number;
}

export interface Notice {
  notice_id: string;
  matter_id: string;
  ticket_id: string;
  item_code: string;
  item_name: string;
  missing: string[];
  materials: string[];
  issued_at: string;
  content_hash: string;
  signed_at?: string;
  phone_url?: string;
}

export interface Drivers {
  card_reader: boolean;
  printer: boolean;
  face: boolean;
}

export interface KioskQueue {
  queue_id: string;
  letter: string;
  waiting: number;
  counters_open: number;
  forecast?: Forecast;
}

export interface KioskItem {
  item_code: string;
  name: string;
  queue_id: string;
}

export interface KioskUnit {
  unit_id: string;
  name: string;
  queues: KioskQueue[];
  items: KioskItem[];
}

export interface KioskState extends State {
  open: boolean;
  opens_at?: string;
  hall_name: string;
  units: KioskUnit[];
  drivers: Drivers;
  /** How long a face is kept, while there are faces. */
  face_kept_days?: number;
}

export interface FoundItem extends KioskItem {
  unit_id: string;
  unit_name: string;
  committed_minutes?: number;
  materials: string[];
  forecast?: Forecast;
}

export interface LastTime {
  day: string;
  item_code?: string;
  item_name?: string;
  staff_id: string;
  counter_number: string;
  level?: number;
  offer_again: boolean;
}

export interface Appointment {
  appointment_id: string;
  item_code: string;
  item_name: string;
  queue_id: string;
  time: string;
}

export interface Visit {
  visit: string;
  expires_at: string;
  by: string;
  last?: LastTime;
  appointments: Appointment[];
  open_tickets: Ticket[];
  face_enrolled: boolean;
  /** Who may agree to be known by the face; absent for nobody. */
  face_offer?: 'OWN' | 'GUARDIAN';
}

/** A ticket that the visitor took before, and the case behind it. */
export interface PastVisit {
  ticket_no?: string | null;
  hall_name?: string | null;
  unit_name?: string | null;
  item_code?: string | null;
  item_name?: string | null;
  issued_at?: string | null;
  outcome?: string | null;
  case_id?: string | null;
  opened_at?: string | null;
  planned_end?: string | null;
  closed_at?: string | null;
  overdue?: boolean | null;
}

export interface Issued {
  ticket: Ticket;
  forecast?: Forecast;
  printed: boolean;
  print_problem?: 'PAPER_OUT' | 'OFFLINE' | 'NO_PRINTER';
  /** Where the visitor's phone follows the ticket; absent if the district publishes no such page. */
  follow_url?: string;
}

export interface Line {
  queue_id: string;
  letter: string;
  waiting: number;
  longest_wait_minutes?: number;
  next: Ticket[];
}

export interface Draft {
  item_code: string;
  item_name?: string;
  materials?: string[];
  missing: string[];
  matter_id?: string;
}

export type Action =
  | 'sign-in'
  | 'sign-out'
  | 'next'
  | 'call'
  | 'recall'
  | 'no-show'
  | 'start'
  | 'hold'
  | 'resume'
  | 'transfer'
  | 'end'
  | 'cancel'
  | 'pause'
  | 'open'
  | 'tickets'
  | 'notice';

export interface DeskState extends State {
  counter_id: string;
  counter_number: string;
  unit_id: string;
  unit_name: string;
  staff_id?: string;
  state: 'CLOSED' | 'OPEN' | 'PAUSED';
  current?: Ticket;
  held: Ticket[];
  recallable: Ticket[];
  lines: Line[];
  items: { item_code: string; name: string; materials: string[] }[];
  transfer_to: { queue_id: string; letter: string; unit_name: string; waiting: number }[];
  draft?: Draft;
  notice?: Notice;
  pause?: { from: string; until: string; reason: string };
  roster: { start: string; end: string; staff_id: string }[];
  figures: {
    called: number;
    served: number;
    no_show: number;
    notices: number;
    rated: number;
    good: number;
    mean_handling_minutes?: number;
  };
  may: Action[];
}

export type Phase = 'IDLE' | 'CALLED' | 'SERVING' | 'HELD' | 'DRAFT' | 'NOTICE' | 'RATE';

export interface ScreenState extends State {
  counter_number: string;
  unit_name: string;
  phase: Phase;
  state?: 'CLOSED' | 'OPEN' | 'PAUSED';
  ticket_no?: string;
  item_name?: string;
  draft?: Draft;
  notice?: Notice;
  rating?: { ticket_id: string; ticket_no: string; until: string; phone_url?: string };
  figures: {
    on_duty_rate?: number;
    called: number;
    notice_rate?: number;
    satisfaction_rate?: number;
    rated: number;
  };
}

export interface BoardState extends State {
  hall_name: string;
  calls: {
    ticket_no: string;
    counter_number: string;
    counter_id: string;
    unit_name: string;
    called_at: string;
    attempt: number;
  }[];
  queues: { queue_id: string; letter: string; unit_name: string; waiting: number; forecast?: Forecast }[];
  counters: { counter_id: string; number: string; unit_name: string; state: string; ticket_no?: string }[];
}

/** What a look of a face asks for next; anything else is its result. */
export interface LookGoesOn {
  look: string;
  say: FaceSays;
}

export type FaceSays = 'NOBODY' | 'SEVERAL' | 'COME_NEARER' | 'TURN_LEFT' | 'TURN_RIGHT' | 'TURN_BACK';

export type Zone = [x: number, y: number, width: number, height: number];

export interface WatchedSeat {
  counter_id: string;
  zone: Zone;
  present?: boolean;
  confidence?: number;
  at?: string;
}

export interface WatchedArea {
  area_id: string;
  zone: Zone;
  people?: number;
  at?: string;
}

export interface Camera {
  camera_id: string;
  state: string;
  problem?: string;
  seats: WatchedSeat[];
  areas: WatchedArea[];
}

export interface CameraState extends State {
  hall_name: string;
  cameras: Camera[];
}
