import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import type { Entry, Hit } from './search';

export interface Found { entry: Entry; hit: Hit }

const MOST = 60;

/** A search that goes on in the background; the newest question is the one that is answered. */
export function useFinder(entries: Ref<Entry[]>, query: Ref<string>) {
  const isReady = ref(false);
  const found = shallowRef<Found[]>([]);
  let asked = 0;
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<{ ready: number } | { id: number; hits: Hit[] }>) => {
    if ('ready' in data) {
      isReady.value = true;
      ask();
    } else if (data.id === asked) {
      found.value = data.hits.flatMap((hit) => {
        const entry = entries.value[hit.index];
        return entry === undefined ? [] : [{ entry, hit }];
      });
    }
  };
  const ask = () => worker.postMessage({ id: ++asked, query: query.value, most: MOST });
  watch(
    entries,
    (all) => {
      isReady.value = false;
      worker.postMessage({ texts: all.map((entry) => entry.text) });
    },
    { immediate: true },
  );
  watch(query, ask);
  onBeforeUnmount(() => worker.terminate());
  return { isReady, found };
}
