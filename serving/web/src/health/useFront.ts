import { onBeforeUnmount, onMounted, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useWall } from '../live/wall';
import { Front } from './front';
import type { Looking } from './places';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** The alarms of the snapshot come after its counters; until then nothing is new. */
const SETTLES_MS = 5_000;

/** Brings the counter of a new alarm to the front while nobody uses the page, and lets it go again. */
export function useFront({ look }: Looking): void {
  const wall = useWall();
  const router = useRouter();
  const front = new Front();
  let usedAt = -Infinity;
  let heardAt: number | null = null;
  let began = false;
  const touch = (): void => {
    usedAt = performance.now();
  };
  onMounted(() => TOUCHES.forEach((kind) => window.addEventListener(kind, touch, { passive: true })));
  onBeforeUnmount(() => TOUCHES.forEach((kind) => window.removeEventListener(kind, touch)));

  watch(wall.tick, ({ monotonic }) => {
    if (!wall.heardOnce.value) {
      return;
    }
    heardAt ??= monotonic;
    if (!began) {
      if (monotonic - heardAt < SETTLES_MS) {
        return;
      }
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
