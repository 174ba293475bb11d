import { onMounted, ref, shallowRef, watch, type WatchSource } from 'vue';
import { language } from '../../kit/language';
import { NoAnswer, NotTaken, Refused } from '../ask';
import { wordOf } from '../codes';

/**
 * What a page asks serving for: old data stay while it asks again, and say so if that fails.
 *
 * @param question null while it cannot be asked yet
 */
export function useAsked<T>(question: () => Promise<T> | null, when: WatchSource[] = []) {
  const data = shallowRef<T | null>(null);
  const isLoading = ref(false);
  const failure = ref<string | null>(null);
  const asOf = ref<Date | null>(null);
  let newest = 0;

  async function again(): Promise<void> {
    const mine = ++newest;
    const asking = question();
    isLoading.value = asking !== null;
    if (asking === null) {
      return;
    }
    try {
      const answer = await asking;
      if (mine === newest) {
        data.value = answer;
        failure.value = null;
        asOf.value = new Date();
      }
    } catch (error) {
      if (mine === newest) {
        failure.value = reasonOf(error);
      }
    } finally {
      if (mine === newest) {
        isLoading.value = false;
      }
    }
  }

  onMounted(again);
  if (when.length > 0) {
    watch(when, () => {
      data.value = null; // another question: the old answer would be a wrong one
      void again();
    });
  }
  return { data, isLoading, failure, asOf, again };
}

/** In the words of serving, in Chinese with what kind of refusal it is before; empty if nobody answered that has any. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refused) {
    const said = error.message === '' ? String(error.status) : error.message;
    const code = error.kind.replaceAll('-', '_').toUpperCase();
    const word = wordOf('problem', code);
    return language.value === 'en' || word === code ? said : `${word}（${said}）`;
  }
  if (error instanceof NotTaken) {
    return error.message;
  }
  if (error instanceof NoAnswer) {
    return error.detail;
  }
  throw error;
}
