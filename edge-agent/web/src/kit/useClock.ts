import { computed, onBeforeUnmount, onMounted, ref, watch, type ComputedRef } from 'vue';

/**
 * The agent's time, second by second, in milliseconds since 1970. The device's own clock is never
 * read: a tablet's may be wrong.
 */
export function useClock(now: () => string | undefined): ComputedRef<number | null> {
  const elapsed = ref(performance.now());
  let base: { told: number; at: number } | null = null;
  let timer = 0;

  watch(
    now,
    (told) => {
      elapsed.value = performance.now();
      base = told === undefined ? null : { told: Date.parse(told), at: elapsed.value };
    },
    { immediate: true },
  );
  onMounted(() => {
    timer = window.setInterval(() => (elapsed.value = performance.now()), 1_000);
  });
  onBeforeUnmount(() => window.clearInterval(timer));
  return computed(() => {
    const at = elapsed.value;
    return base === null ? null : base.told + Math.max(0, at - base.at);
  });
}
