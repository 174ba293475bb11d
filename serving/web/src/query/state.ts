import { computed, ref, shallowRef } from 'vue';
import { ask } from '../kit/ask';
import { countersHere, type Guide } from './guide';

/** The guide as it was told last; kept in the browser, so that a screen without network still answers. */

const KEPT = 'hallpulse.guide';
const AGAIN_MS = 10 * 60_000;
const RETRY_MS = 15_000;

export const guide = shallowRef<Guide | null>(null);
/** Whether the last try to ask serving failed. */
export const isStale = ref(false);
export const elder = ref(false);
export const hallAsked = new URLSearchParams(location.search).get('hall');

export const counters = computed(() => (guide.value === null ? [] : countersHere(guide.value)));
export const hallName = computed(
  () => guide.value?.halls.find((hall) => hall.hall_id === guide.value?.hall_id)?.name ?? '',
);
export const here = computed(() => guide.value?.points.find((point) => point.hall_id === guide.value?.hall_id) ?? null);

let timer: ReturnType<typeof setTimeout> | undefined;

export async function load(): Promise<void> {
  clearTimeout(timer);
  try {
    const told = await ask<Guide>(`/api/v1/guide${hallAsked === null ? '' : `?hall=${encodeURIComponent(hallAsked)}`}`);
    guide.value = told;
    isStale.value = false;
    keep(told);
  } catch {
    isStale.value = true;
    guide.value ??= kept();
  }
  timer = setTimeout(() => void load(), isStale.value ? RETRY_MS : AGAIN_MS);
}

function keep(told: Guide): void {
  try {
    localStorage.setItem(KEPT + (hallAsked ?? ''), JSON.stringify(told));
  } catch {
    // Too large for this browser: it asks again when it starts.
  }
}

function kept(): Guide | null {
  try {
    const text = localStorage.getItem(KEPT + (hallAsked ?? ''));
    return text === null ? null : (JSON.parse(text) as Guide);
  } catch {
    return null;
  }
}

export function unitName(unitId: string): string {
  return guide.value?.units.find((unit) => unit.unit_id === unitId)?.name ?? unitId;
}
