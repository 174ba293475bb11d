/** The live records as serving sends them: snake_case, times ISO-8601 UTC. */

export type ComponentName = 'postgresql' | 'kafka' | 'job' | 'trino' | 'ledger';
export type ComponentState = 'UP' | 'DEGRADED' | 'DOWN' | 'STARTING';

export interface ComponentHealth {
  state: ComponentState;
  since?: string | null;
  detail?: string | null;
}

export type Components = Partial<Record<ComponentName, ComponentHealth>>;

/** What every live record carries; readers keep the highest (version, hall_time). */
export interface LiveRecord {
  hall_id: string;
  version: number;
  hall_time: string;
}

interface Waits {
  waiting: number;
  longest_wait_since?: string | null;
  p50_wait_seconds?: number | null;
  p90_wait_seconds?: number | null;
  called_60m: number;
  service_level?: number | null;
  arrivals_5m: number;
  calls_5m: number;
  open_counters: number;
}

export interface LiveHall extends LiveRecord, Waits {
  district?: string;
  name?: string | null;
  subdistrict?: string | null;
  stale?: boolean;
  serving: number;
  tickets_today: number;
  served_today: number;
  people?: number | null;
  sources: number;
  silent_sources: number;
  repeats: number;
  missing: number;
  unreadable: number;
  refused: number;
  arrived?: string | null;
}

export interface LiveQueue extends LiveRecord, Waits {
  queue_id: string;
  unit_id?: string | null;
  unit_name?: string | null;
  letter?: string | null;
  forecast_p50_seconds?: number | null;
  forecast_p90_seconds?: number | null;
  forecast_at?: string | null;
  within_p50_rate?: number | null;
  within_p90_rate?: number | null;
  forecasts_checked?: number | null;
}

export const COUNTER_STATUSES = [
  'SERVING',
  'CALLING',
  'IDLE',
  'HELD',
  'PAUSED',
  'CLOSED',
  'UNKNOWN',
] as const;
export type CounterStatus = (typeof COUNTER_STATUSES)[number];

export interface LiveCounter extends LiveRecord {
  counter_id: string;
  unit_id?: string | null;
  unit_name?: string | null;
  number?: string | null;
  status: CounterStatus;
  since?: string | null;
  ticket_no?: string | null;
  present?: boolean | null;
  observed_at?: string | null;
  served_today: number;
}

export interface Summary {
  server_time: string;
  components: Components;
  halls: LiveHall[];
}
