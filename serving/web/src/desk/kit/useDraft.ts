import { computed, ref } from 'vue';
import type { Values } from './fields';

/** What somebody is writing in a form: what is newer replaces it only while it is as it was when it began. */
export function useDraft() {
  const values = ref<Values>({});
  const begun = ref<Values>({});
  const isTouched = computed(() => !same(values.value, begun.value));
  /** Whether something newer than what it began with is held back. */
  const isOvertaken = ref(false);

  /** Begins anew, whatever was written. */
  function begin(next: Values): void {
    values.value = { ...next };
    begun.value = { ...next };
    isOvertaken.value = false;
  }

  /** What stands there now. */
  function offer(next: Values): void {
    if (!isTouched.value) {
      begin(next);
    } else {
      isOvertaken.value = !same(next, begun.value);
    }
  }

  /** Fills in something else that is to be saved. */
  function write(next: Values): void {
    values.value = { ...next };
  }

  return { values, isTouched, isOvertaken, begin, offer, write };
}

function same(one: Values, other: Values): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => textOf(one[name]) === textOf(other[name]));
}

/** As a form shows it: a number and what was typed for it are the same, so are nothing and an empty field. */
function textOf(value: Values[string] | undefined): string {
  return String(value ?? '');
}
