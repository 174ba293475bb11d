/** Why somebody rates as he does, in two languages; the codes are those of every screen that asks, then the simulator's. */
const WORDS = {
  POLITE: ['态度好', 'Polite'],
  FAST: ['办得快', 'Quick'],
  CLEAR: ['讲得清楚', 'Clear'],
  HELPFUL: ['主动帮助', 'Helpful'],
  RUDE: ['态度不好', 'Rude'],
  SLOW: ['办得慢', 'Slow'],
  UNCLEAR: ['没讲清楚', 'Unclear'],
  SENT_AWAY: ['被推来推去', 'Sent from place to place'],
  LONG_WAIT: ['等候太久', 'Long wait'],
  WAITED_TOO_LONG: ['等候太久', 'Waited too long'],
  UNFRIENDLY: ['态度不好', 'Unfriendly'],
  UNCLEAR_ANSWER: ['没讲清楚', 'Unclear answer'],
  CAME_TWICE: ['跑了两趟', 'Had to come twice'],
} as const;

/** A code of another system's devices is shown as it came. */
export function reasonText(code: string, language: 'zh' | 'en'): string {
  return (WORDS as Partial<Record<string, readonly [string, string]>>)[code]?.[language === 'zh' ? 0 : 1] ?? code;
}
