import { computed, ref, type WatchSource } from 'vue';
import { ask } from '../ask';
import { useAsked } from '../kit/useAsked';
import { me } from '../session';
import { words } from '../words';
import type { VersionRow } from './reference';
import { ZONE } from '../../live/district';

const chosen = ref<string | null>(null);

/** The halls, of which one is chosen; the choice goes with its user from page to page. */
export function useHalls() {
  const asked = useAsked(() => ask<VersionRow[]>('/api/v1/reference/hall?limit=10000'));
  const own = computed(() => (me.value as { hall?: string | null } | null)?.hall ?? null);
  const halls = computed(() =>
    (asked.data.value ?? [])
      .map((row) => ({ id: row.id, name: String(row.value['name']) }))
      .filter((hall) => own.value === null || hall.id === own.value),
  );
  const hall = computed({
    get: () => chosen.value ?? halls.value[0]?.id ?? null,
    set: (id: string | null) => (chosen.value = id),
  });
  return { halls, hall, asked };
}

/** What is asked of the chosen hall: nothing before one is known, and why if none can be had. */
export function useOfHall<T>(question: (hall: string) => Promise<T>, when: WatchSource[] = []) {
  const { halls, hall, asked } = useHalls();
  const answer = useAsked(() => (hall.value === null ? null : question(hall.value)), [hall, ...when]);
  const now = computed(() => (hall.value === null ? asked : answer));
  return {
    halls,
    hall,
    data: answer.data,
    asOf: answer.asOf,
    isLoading: computed(() => now.value.isLoading.value),
    failure: computed(() => (hall.value === null && asked.data.value !== null ? words.value.noHall : now.value.failure.value)),
    again: () => now.value.again(),
  };
}

/** The local date, YYYY-MM-DD, some days ago. */
export function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: ZONE });
}
