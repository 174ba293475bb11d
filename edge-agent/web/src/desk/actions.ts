import type { Action } from '../agent/records';

/** What a clerk does by one key. Keys do nothing while something is written. */
export const KEYS: Readonly<Record<string, Action>> = {
  n: 'next',
  r: 'recall',
  x: 'no-show',
  s: 'start',
  h: 'hold',
  c: 'resume',
  e: 'end',
  p: 'pause',
  o: 'open',
  t: 'transfer',
  g: 'tickets',
};

/** Fields that take no letters: a tick that has just been set leaves the keys as they are. */
const TICKS = ['checkbox', 'radio', 'button', 'submit'];

const OF_ACTION = new Map(Object.entries(KEYS).map(([key, action]) => [action, key]));

export function keyOf(action: Action): string | undefined {
  return OF_ACTION.get(action);
}

export function actionOf(event: {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  target: EventTarget | null;
}): Action | null {
  const target = event.target as { tagName?: string; type?: string } | null;
  const writes =
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target?.tagName ?? '') && !TICKS.includes(target?.type ?? '');
  if (writes || event.ctrlKey || event.altKey || event.metaKey) {
    return null;
  }
  return KEYS[event.key.toLowerCase()] ?? null;
}
