import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { ask, NOTHING_YET, type Answer } from './history';

const REFRESH_MS = 60_000;
const RETRY_MS = 15_000;

/**
 * Asks a history address now, then once a minute or as often as wanted; sooner again after a failure.
 *
 * @param refreshMs null for a look that serving writes down: a person repeats it, not a clock
 */
export function useHistory<T>(
  url: () => string | null,
  refreshMs: number | null = REFRESH_MS,
): {
  answer: ShallowRef<Answer<T>>;
  askNow: () => Promise<void>;
} {
  const answer = shallowRef<Answer<T>>(NOTHING_YET);
  let request: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function leave(): void {
    request?.abort();
    if (timer !== null) {
      clearTimeout(timer);
    }
  }

  async function askNow(): Promise<void> {
    leave();
    const address = url();
    if (address === null) {
      return;
    }
    const mine = new AbortController();
    request = mine;
    answer.value = { ...answer.value, loading: true };
    const ports = { fetch: window.fetch.bind(window), now: () => performance.now() };
    const next = await ask(address, answer.value, mine.signal, ports).catch((failure: unknown) => {
      if (mine.signal.aborted) {
        return null;
      }
      throw failure;
    });
    if (next === null || mine.signal.aborted) {
      return;
    }
    answer.value = next;
    timer = refreshMs === null ? null : setTimeout(() => void askNow(), next.problem === null ? refreshMs : RETRY_MS);
  }

  watch(
    url,
    () => {
      answer.value = NOTHING_YET;
      void askNow();
    },
    { immediate: true },
  );
  onBeforeUnmount(leave);
  return { answer, askNow };
}
