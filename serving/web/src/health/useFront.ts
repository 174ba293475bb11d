import { onBeforeUnmount, onMounted, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useWall } from '../live/wall';
import { Front } from './front';
import type { Looking } from './places';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** Brings the counter of a new alarm to the front while nobody uses the page, and lets it go again. */
export function useFront({ look }: Looking): void {
  const wall = useWall();
  const router = useRouter();
  const front = new Front();
  let usedAt = performance.now(); // somebody has just opened it
  const touch = (): void => {
    usedAt = performance.now();
  };
  onMounted(() => TOUCHES.forEach((kind) => window.addEventListener(kind, touch, { passive: true })));
  onBeforeUnmount(() => TOUCHES.forEach((kind) => window.removeEventListener(kind, touch)));

  // At once, not with the next tick: what is raised before that is news already.
  watch(
    wall.isWhole,
    (isWhole) => {
      if (isWhole) {
        front.begin(wall.alarms.values());
      }
    },
    { immediate: true, flush: 'sync' },
  );
  watch(wall.tick, ({ monotonic }) => {
    if (document.querySelector('dialog[open] :is(img, video)') !== null) {
      usedAt = monotonic; // whoever watches a counter's picture need not touch anything
    }
    if (!wall.isWhole.value) {
      return; // of an alarm that has not come it is not known whether it is over
    }
    const place = front.look(wall.alarms.values(), monotonic, usedAt);
    if (place === null) {
      void router.replace('/health');
    } else if (place !== undefined) {
      look(place);
    }
  });
}
