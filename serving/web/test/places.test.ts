import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('an address with a broken escape', () => {
  beforeEach(() => {
    vi.stubGlobal('location', { hash: '#/item/50%' });
    vi.stubGlobal('window', { addEventListener: () => undefined });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('opens the query screen', async () => {
    const { hashOf, place, placeOf } = await import('../src/query/place');
    expect(place.value).toEqual({ page: 'item', id: '50%' });
    expect(placeOf(hashOf('item', '50%/甲'))).toEqual({ page: 'item', id: '50%/甲' });
  });

  it('opens the desk', async () => {
    const { hashOf, place, placeOf } = await import('../src/desk/place');
    expect(place.value).toEqual({ page: 'item', rest: ['50%'] });
    expect(placeOf(hashOf('item', '50%/甲', 'b'))).toEqual({ page: 'item', rest: ['50%/甲', 'b'] });
  });
});
