import { computed, shallowRef } from 'vue';
import { askMe, type Me } from '../people/me';

/** Who works at this desk, and which pages are for him; serving refuses all else whatever is shown. */

export type Page = 'reference' | 'rules' | 'ratings' | 'notices' | 'reports' | 'quality' | 'users' | 'devices' | 'audit';

const FOR: [Page, string[]][] = [
  ['reference', ['viewer', 'clerk', 'manager', 'analyst', 'administrator']],
  ['rules', ['manager', 'administrator']],
  ['ratings', ['manager', 'administrator']],
  ['notices', ['manager', 'analyst', 'administrator']],
  ['reports', ['viewer', 'manager', 'analyst', 'administrator']],
  ['quality', ['manager', 'analyst', 'administrator']],
  ['users', ['administrator']],
  ['devices', ['administrator']],
  ['audit', ['administrator']],
];

export const me = shallowRef<Me | null>(null);
export const isAdministrator = computed(() => me.value?.role === 'administrator');

export function pagesFor(role: string): Page[] {
  return FOR.filter(([, roles]) => roles.includes(role)).map(([page]) => page);
}

export async function look(): Promise<void> {
  me.value = (await askMe(window.fetch.bind(window))) ?? me.value;
}
