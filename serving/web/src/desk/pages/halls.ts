import { computed, ref } from 'vue';
import { ask } from '../ask';
import { useAsked } from '../kit/useAsked';
import { me } from '../session';
import type { VersionRow } from './reference';
import { ZONE } from '../zone';

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

/** The local date, YYYY-MM-DD, some days ago. */
export function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: ZONE });
}
