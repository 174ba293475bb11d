import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';

/** How much larger than on a 1080p wall everything is drawn; canvas text does not follow CSS. */
export function useScale(): ShallowRef<number> {
  const scale = shallowRef(measure());
  const update = (): void => {
    scale.value = measure();
  };
  onMounted(() => window.addEventListener('resize', update));
  onBeforeUnmount(() => window.removeEventListener('resize', update));
  return scale;
}

function measure(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
