/** What a visitor may say was good or bad; the codes are those of the window's screen. */
const GOOD = ['POLITE', 'FAST', 'CLEAR', 'HELPFUL'] as const;
const BAD = ['RUDE', 'SLOW', 'UNCLEAR', 'SENT_AWAY', 'LONG_WAIT'] as const;

export const LEVELS = [5, 4, 3, 2, 1] as const;
export type Level = (typeof LEVELS)[number];

export function reasonsFor(level: Level): readonly string[] {
  return level >= 3 ? GOOD : BAD;
}
