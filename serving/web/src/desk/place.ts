import { ref } from 'vue';
import { decoded } from '../kit/address';

/** Which page is open and what of it: the parts of the address behind #. */
export interface Place { page: string; rest: string[] }

export function placeOf(hash: string): Place {
  const [, page = '', ...rest] = hash.replace(/^#/, '').split('/');
  return { page, rest: rest.map(decoded) };
}

export function hashOf(page: string, ...rest: string[]): string {
  return `#/${[page, ...rest.map(encodeURIComponent)].join('/')}`;
}

export const place = ref<Place>(placeOf(location.hash));

export function go(page: string, ...rest: string[]): void {
  location.hash = hashOf(page, ...rest);
}

window.addEventListener('hashchange', () => (place.value = placeOf(location.hash)));
