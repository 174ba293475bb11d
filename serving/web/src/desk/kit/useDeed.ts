import { ref } from 'vue';
import { reasonOf } from './useAsked';

/** Something that a person does once: while it goes on, when it is done, and why it was refused. */
export function useDeed() {
  const isBusy = ref(false);
  const refusal = ref<string | null>(null);
  const done = ref<string | null>(null);

  /** What came of it is said no longer. */
  function forget(): void {
    refusal.value = null;
    done.value = null;
  }

  async function run(work: () => Promise<string>): Promise<boolean> {
    isBusy.value = true;
    forget();
    try {
      done.value = await work();
      return true;
    } catch (error) {
      refusal.value = reasonOf(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, refusal, done, run, forget };
}
