import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { useFinder } from '../src/query/finder';
import type { Entry } from '../src/query/search';
import { mounted } from './mounted';

interface Question { id: number; query: string }

class SilentWorker {
  static newest: SilentWorker;
  readonly questions: Question[] = [];
  onmessage: (message: { data: unknown }) => void = () => undefined;
  onerror: () => void = () => undefined;
  constructor() {
    SilentWorker.newest = this;
  }
  postMessage(message: Question | { texts: string[] }): void {
    if ('id' in message) {
      this.questions.push(message);
    }
  }
  answer(query: string, ...places: number[]): void {
    const id = this.questions.findLast((question) => question.query === query)?.id;
    this.onmessage({ data: { id, hits: places.map((index) => ({ index, score: 1, from: 0, length: 1 })) } });
  }
  terminate(): void {}
}

const entry = (text: string): Entry => ({ to: `#/${text}`, kind: 'area', text, more: '' });

describe('a search in the background', () => {
  beforeEach(() => vi.stubGlobal('Worker', SilentWorker));
  afterEach(() => vi.unstubAllGlobals());

  function searching() {
    const entries = ref([entry('甲'), entry('乙')]);
    const query = ref('');
    const { made } = mounted(() => useFinder(entries, query));
    const worker = SilentWorker.newest;
    worker.answer('');
    return { ...made, entries, query, worker };
  }
  const texts = ({ found }: ReturnType<typeof searching>) => found.value.map((each) => each.entry.text);

  it('is ready when the question that stands there is answered, not an earlier one', async () => {
    const search = searching();
    expect(search.isReady.value).toBe(true);
    search.query.value = '甲';
    await nextTick();
    expect(search.isReady.value).toBe(false);
    search.query.value = '乙';
    await nextTick();
    search.worker.answer('甲', 0);
    expect([search.isReady.value, texts(search)]).toEqual([false, []]);
    search.worker.answer('乙', 1);
    expect([search.isReady.value, texts(search)]).toEqual([true, ['乙']]);
  });

  it('keeps nothing of entries that are gone', async () => {
    const search = searching();
    search.query.value = '乙';
    await nextTick();
    search.worker.answer('乙', 1);
    search.entries.value = [entry('丙')];
    await nextTick();
    expect([search.isReady.value, texts(search)]).toEqual([false, []]);
  });

  it('says that it failed until it answers again', async () => {
    const search = searching();
    search.worker.onerror();
    expect(search.hasFailed.value).toBe(true);
    search.query.value = '甲';
    await nextTick();
    search.worker.answer('甲', 0);
    expect([search.hasFailed.value, texts(search)]).toEqual([false, ['甲']]);
  });
});
