import { ask, at, NotTaken } from '../ask';

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

interface Pushed { rejected: { field: string; text?: string; reason: string }[] }

/** Sends it as it should have been; as what it came in. What is of the registry goes another way than what is of a hall. */
export function sendAgain({ topic, origin }: ToCorrect, event: Record<string, unknown>): Promise<string> {
  return topic === 'registry.events' ? push(origin, event) : redrive(origin, event);
}

async function redrive(origin: string, event: Record<string, unknown>): Promise<string> {
  const { source, epoch, seq } = await ask<Redrive>('/api/v1/quality/redrives', { method: 'POST', body: { origin, event } });
  return `${source}/${epoch}/${seq}`;
}

/** A change of the registry is pushed like any other; its origin is the key, so that it comes in once. */
async function push(origin: string, event: Record<string, unknown>): Promise<string> {
  const { rejected } = await ask<Pushed>(`/api/v1/economy/${at(String(event['district'] ?? ''))}/changes`, {
    method: 'POST',
    type: 'application/x-ndjson',
    headers: { 'Idempotency-Key': origin },
    body: JSON.stringify(event),
  });
  const [wrong] = rejected;
  if (wrong !== undefined) {
    throw new NotTaken(`${wrong.field} ${wrong.reason} ${wrong.text ?? ''}`.trim());
  }
  return origin;
}
