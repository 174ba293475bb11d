import { shallowRef, type ShallowRef } from 'vue';
import type { Me } from './me';

const me = shallowRef<Me | null>(null);

/** Who sits here, for every part of the page; null until serving has said. */
export function useMe(): ShallowRef<Me | null> {
  return me;
}
