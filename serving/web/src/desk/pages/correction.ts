/** What was sent again, and what is to be corrected. */
export interface Redrive { origin: string; source: string; epoch: number; seq: number; sent_by: string; sent: string }

export interface ToCorrect {
  origin: string;
  reason: string;
  /** Where the event is found; null if it is here already. */
  path: string | null;
  event: Record<string, unknown> | null;
  /** What came, if it is no event. */
  text: string | null;
  topic: string;
}

const IDENTITY = ['source', 'epoch', 'seq', 'recorded'];

/** What a person corrects: all but who it was from, which a correction does not claim. */
export function toEdit(event: Record<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(event).filter(([name]) => !IDENTITY.includes(name))), null, 1);
}

/** What is of the registry goes another way than what is of a hall. */
export function isOfRegistry(topic: string): boolean {
  return topic === 'registry.events';
}
