import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { Idle } from './idle';

const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

/**
 * Calls `over` when nobody has touched the page for `seconds`, with a countdown before it.
 *
 * @param applies whether there is anything to go back from
 */
export function useIdle(
  seconds: number,
  warning: number,
  applies: () => boolean,
  over: () => void,
): Ref<number | null> {
  const countdown = ref<number | null>(null);
  const idle = new Idle(seconds * 1_000, warning * 1_000, performance.now());
  let timer = 0;

  function touch(): void {
    idle.touch(performance.now());
    countdown.value = null;
  }

  function look(): void {
    const now = performance.now();
    if (!applies()) {
      touch();
      return;
    }
    countdown.value = idle.countdown(now);
    if (idle.isOver(now)) {
      touch();
      over();
    }
  }

  onMounted(() => {
    TOUCHES.forEach((touched) => window.addEventListener(touched, touch));
    timer = window.setInterval(look, 250);
  });
  onBeforeUnmount(() => {
    TOUCHES.forEach((touched) => window.removeEventListener(touched, touch));
    window.clearInterval(timer);
  });
  return countdown;
}
