import { afterEach, describe, expect, it, vi } from 'vitest';

interface Scope { onmessage: ((event: { data: unknown }) => void) | null; postMessage: (said: unknown) => void }

describe('the worker that searches', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  async function worker(): Promise<{ say: (data: unknown) => void; heard: unknown[] }> {
    const heard: unknown[] = [];
    const scope: Scope = { onmessage: null, postMessage: (said) => heard.push(said) };
    vi.stubGlobal('self', scope);
    await import('../src/query/search.worker');
    return { say: (data) => scope.onmessage?.({ data }), heard };
  }

  it('answers of the texts that it was given', async () => {
    const { say, heard } = await worker();
    say({ texts: ['振华路', '李村'] });
    say({ id: 1, query: 'zhl', most: 9 });
    expect(heard).toMatchObject([{ id: 1, hits: [{ index: 0 }] }]);
  });

  it('says of texts that it could not read nothing, instead of that there is nothing', async () => {
    const { say, heard } = await worker();
    say({ texts: ['李村'] });
    expect(() => say({ texts: [null] })).toThrow();
    expect(() => say({ id: 2, query: 'lc', most: 9 })).toThrow('could not be read');
    expect(heard).toEqual([]);
  });
});
