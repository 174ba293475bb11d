import { ref } from 'vue';
import { decoded } from '../kit/address';

/** Which page is open: the part of the address behind #, so that Back works. */

export const PAGES = ['home', 'items', 'item', 'floor', 'progress', 'map', 'restricted', 'phones', 'news', 'hall'] as const;
export type Page = (typeof PAGES)[number];
export interface Place { page: Page; id: string }

export function placeOf(hash: string): Place {
  const [, first = '', id = ''] = hash.replace(/^#/, '').split('/');
  const page = PAGES.find((known) => known === first);
  return page === undefined ? { page: 'home', id: '' } : { page, id: decoded(id) };
}

export function hashOf(page: Page, id = ''): string {
  return page === 'home' ? '#/' : `#/${page}${id === '' ? '' : `/${encodeURIComponent(id)}`}`;
}

export const place = ref<Place>(placeOf(location.hash));

export function go(page: Page, id = ''): void {
  location.hash = hashOf(page, id);
}

window.addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
  window.scrollTo(0, 0);
});
