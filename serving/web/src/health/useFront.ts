import { onBeforeUnmount, onMounted, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useWall } from '../live/wall';
import { Front } from './front';
import type { Looking } from './places';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** The alarms of a snapshot come after its counters; until then none is new, and none is over. */
const SETTLES_MS = 5_000;

/** Brings the counter of a new alarm to the front while nobody uses the page, and lets it go again. */
export function useFront({ look }: Looking): void {
  const wall = useWall();
  const router = useRouter();
  const front = new Front();
  let usedAt = performance.now(); // somebody has just opened it
  let heardAt: number | null = null;
  let began = false;
  const touch = (): void => {
    usedAt = performance.now();
  };
  onMounted(() => TOUCHES.forEach((kind) => window.addEventListener(kind, touch, { passive: true })));
  onBeforeUnmount(() => TOUCHES.forEach((kind) => window.removeEventListener(kind, touch)));

  watch(wall.tick, ({ monotonic }) => {
    if (document.querySelector('dialog[open] :is(img, video)') !== null) {
      usedAt = monotonic; // whoever watches a counter's picture need not touch anything
    }
    if (!wall.connected.value) {
      heardAt = null;
      return;
    }
    heardAt ??= monotonic;
    if (monotonic - heardAt < SETTLES_MS) {
      return;
    }
    if (!began) {
      began = true;
      front.begin(wall.alarms.values());
      return;
    }
    const place = front.look(wall.alarms.values(), monotonic, usedAt);
    if (place === null) {
      void router.replace('/health');
    } else if (place !== undefined) {
      look(place);
    }
  });
}
