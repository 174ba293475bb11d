import { computed } from 'vue';
import { ask } from '../ask';
import { useAsked } from '../kit/useAsked';
import { words } from '../words';
import type { VersionRow } from './reference';

/** What counters and items are called; the id stands there until it is known. */
export function useNames(kind: 'counter' | 'item'): (id: string | null) => string {
  const asked = useAsked(() => ask<VersionRow[]>(`/api/v1/reference/${kind}?limit=10000`));
  const names = computed(() => new Map((asked.data.value ?? []).map((row) => [row.id, nameOf(row)])));
  return (id) => (id === null ? '–' : (names.value.get(id) ?? id));
}

function nameOf({ id, value }: VersionRow): string {
  const number = value['number'];
  return number === undefined ? String(value['name'] ?? id) : words.value.counterNumber(String(number));
}
