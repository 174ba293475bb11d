import { computed, shallowRef, ref, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { post, Problem } from '../agent/call';
import type { Appointment, FoundItem, Issued, PastVisit, Visit } from '../agent/records';

/** One question a step: who, what, how, and here is your ticket. */
export type Step = 'welcome' | 'identify' | 'visit' | 'history' | 'choose' | 'confirm' | 'ticket';
export type Method = 'ID_CARD' | 'QR' | 'FACE';

/** What the ticket will be for. */
export interface Wanted {
  name: string;
  item?: FoundItem;
  queueId?: string;
  appointment?: Appointment;
}

/** How long the reader waits for a card, seconds. */
export const CARD_SECONDS = 20;

/** A visitor at the kiosk, from the first touch to the ticket; nothing of it outlives {@link reset}. */
export interface KioskVisit {
  step: Ref<Step>;
  method: Ref<Method | null>;
  visit: ShallowRef<Visit | null>;
  wanted: ShallowRef<Wanted | null>;
  preferLast: Ref<boolean>;
  priority: Ref<boolean>;
  issued: ShallowRef<Issued | null>;
  past: ShallowRef<PastVisit[] | null>;
  busy: Ref<boolean>;
  problem: Ref<string | null>;
  canPrefer: ComputedRef<boolean>;
  begin: (method: Method) => void;
  identify: (body: unknown) => Promise<void>;
  recognised: (known: Visit) => void;
  failed: (kind: string) => void;
  choose: (wanted: Wanted) => void;
  take: () => Promise<void>;
  lookBack: () => Promise<void>;
  back: () => void;
  reset: () => void;
}

/** Who has nothing here yet chooses at once. */
function firstOf(known: Visit): Step {
  const something =
    known.last !== undefined || known.appointments.length > 0 || known.open_tickets.length > 0;
  return something ? 'visit' : 'choose';
}

export function useVisit(): KioskVisit {
  const step = ref<Step>('welcome');
  const method = ref<Method | null>(null);
  const visit = shallowRef<Visit | null>(null);
  const wanted = shallowRef<Wanted | null>(null);
  const preferLast = ref(false);
  const priority = ref(false);
  const issued = shallowRef<Issued | null>(null);
  const past = shallowRef<PastVisit[] | null>(null);
  const busy = ref(false);
  const problem = ref<string | null>(null);
  // An answer that comes after the visitor has gone belongs to nobody.
  let visitor = 0;

  const canPrefer = computed(
    () =>
      visit.value?.last?.offer_again === true &&
      (wanted.value?.item === undefined || wanted.value.item.item_code === visit.value.last.item_code),
  );

  async function ask<T>(path: string, body: unknown): Promise<T | null> {
    const asking = visitor;
    busy.value = true;
    problem.value = null;
    try {
      const answer = await post<T>(path, body);
      return asking === visitor ? answer : null;
    } catch (failure) {
      if (!(failure instanceof Problem)) {
        throw failure;
      }
      if (asking === visitor) {
        problem.value = failure.kind;
      }
      return null;
    } finally {
      if (asking === visitor) {
        busy.value = false;
      }
    }
  }

  function begin(chosen: Method): void {
    method.value = chosen;
    problem.value = null;
    step.value = 'identify';
    if (chosen === 'ID_CARD') {
      void identify({ by: 'ID_CARD', wait_seconds: CARD_SECONDS });
    }
  }

  async function identify(body: unknown): Promise<void> {
    const known = await ask<Visit>('/api/v1/kiosk/identify', body);
    if (known !== null) {
      recognised(known);
    }
  }

  function recognised(known: Visit): void {
    visit.value = known;
    step.value = firstOf(known);
  }

  function failed(kind: string): void {
    problem.value = kind;
  }

  function choose(chosen: Wanted): void {
    wanted.value = chosen;
    // Offered, never chosen for the visitor.
    preferLast.value = false;
    step.value = 'confirm';
  }

  async function take(): Promise<void> {
    const { item, queueId, appointment } = wanted.value ?? {};
    const answer = await ask<Issued>('/api/v1/kiosk/tickets', {
      visit: visit.value?.visit,
      ...(item === undefined ? {} : { item_code: item.item_code }),
      ...(queueId === undefined ? {} : { queue_id: queueId }),
      ...(appointment === undefined ? {} : { appointment_id: appointment.appointment_id }),
      prefer_last: preferLast.value && canPrefer.value,
      priority: priority.value ? 1 : 0,
      print: true,
    });
    if (answer !== null) {
      issued.value = answer;
      step.value = 'ticket';
    }
  }

  /** What this visitor did before, once somebody knows who it is. */
  async function lookBack(): Promise<void> {
    past.value = null;
    step.value = 'history';
    const answer = await ask<{ visits: PastVisit[] }>('/api/v1/kiosk/history', { visit: visit.value?.visit });
    if (answer !== null) {
      past.value = answer.visits;
    }
  }

  function back(): void {
    problem.value = null;
    if (step.value === 'history') {
      step.value = visit.value === null ? 'choose' : firstOf(visit.value);
    } else if (step.value === 'confirm') {
      step.value = 'choose';
    } else {
      reset();
    }
  }

  function reset(): void {
    visitor++;
    step.value = 'welcome';
    method.value = null;
    visit.value = null;
    wanted.value = null;
    preferLast.value = false;
    priority.value = false;
    issued.value = null;
    past.value = null;
    busy.value = false;
    problem.value = null;
  }

  return {
    step,
    method,
    visit,
    wanted,
    preferLast,
    priority,
    issued,
    past,
    busy,
    problem,
    canPrefer,
    begin,
    identify,
    recognised,
    failed,
    choose,
    take,
    lookBack,
    back,
    reset,
  };
}
