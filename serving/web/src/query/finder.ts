import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import type { Entry, Hit } from './search';

export interface Found { entry: Entry; hit: Hit }

const MOST = 60;

/** A search that goes on in the background; only the newest question's answer is one. */
export function useFinder(entries: Ref<Entry[]>, query: Ref<string>) {
  const asked = ref(0);
  const answered = ref(0);
  const hasFailed = ref(false);
  const found = shallowRef<Found[]>([]);
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<{ id: number; hits: Hit[] }>) => {
    if (data.id !== asked.value) {
      return;
    }
    answered.value = data.id;
    hasFailed.value = false;
    found.value = data.hits.flatMap((hit) => {
      const entry = entries.value[hit.index];
      return entry === undefined ? [] : [{ entry, hit }];
    });
  };
  worker.onerror = () => {
    hasFailed.value = true;
    found.value = [];
  };
  const ask = () => worker.postMessage({ id: ++asked.value, query: query.value, most: MOST });
  watch(
    entries,
    (all) => {
      found.value = []; // of the old entries
      worker.postMessage({ texts: all.map((entry) => entry.text) });
      ask();
    },
    { immediate: true },
  );
  watch(query, ask);
  onBeforeUnmount(() => worker.terminate());
  return { isReady: computed(() => answered.value === asked.value), hasFailed, found };
}
