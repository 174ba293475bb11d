import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';
import { get, Problem } from './call';

/** How the page stands with its agent. */
export type Link = 'connecting' | 'live' | 'lost' | 'refused';

const AGAIN_MILLIS = 3_000;

/** No message for so long (the agent sends each 10 s): the connection is a dead one. */
const SILENT_MILLIS = 25_000;

/**
 * Follows a state of the agent: asked for once, so that a refusal is known (an EventSource tells
 * none), then streamed. What was last known stays while the connection is lost.
 */
export function useAgent<T extends { revision: number }>(
  path: () => string,
): { state: ShallowRef<T | null>; link: ShallowRef<Link>; take: (newer: T) => void } {
  const state = shallowRef(null) as ShallowRef<T | null>;
  const link = shallowRef<Link>('connecting');
  let stream: EventSource | null = null;
  let timer = 0;
  let heard = 0;

  /** An answer to a click may come before or after the stream tells of it. */
  function take(newer: T): void {
    if (state.value === null || newer.revision >= state.value.revision || link.value !== 'live') {
      state.value = newer;
    }
  }

  async function begin(): Promise<void> {
    try {
      state.value = await get<T>(path());
    } catch (failure) {
      const refused = failure instanceof Problem && [401, 403, 404].includes(failure.status);
      link.value = refused ? 'refused' : 'lost';
      timer = window.setTimeout(begin, AGAIN_MILLIS);
      return;
    }
    follow();
  }

  function follow(): void {
    heard = performance.now();
    stream = new EventSource(`${path()}/events`);
    stream.addEventListener('open', () => {
      heard = performance.now();
      link.value = 'live';
    });
    stream.addEventListener('state', (event) => {
      heard = performance.now();
      link.value = 'live';
      // A restarted agent may count anew, so what is streamed is always taken.
      state.value = JSON.parse((event as MessageEvent<string>).data) as T;
    });
    stream.addEventListener('error', again);
    timer = window.setTimeout(watch, SILENT_MILLIS);
  }

  function watch(): void {
    if (performance.now() - heard > SILENT_MILLIS) {
      again();
      return;
    }
    timer = window.setTimeout(watch, 1_000);
  }

  function again(): void {
    stop();
    link.value = 'lost';
    timer = window.setTimeout(begin, AGAIN_MILLIS);
  }

  function stop(): void {
    window.clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  onMounted(begin);
  onBeforeUnmount(stop);
  return { state, link, take };
}
