import type { Shown } from './board';
import { secondsSince } from './freshness';
import type { LiveCounter, LiveHall, LiveQueue } from './records';

/** Orders that do not jump about while numbers change. */

const byText = new Intl.Collator('zh-CN', { numeric: true }).compare;

/**
 * The district's own hall first (of those in no subdistrict the one with most counters), then the
 * subdistricts' by id, at last what else is heard of, such as a log being replayed.
 */
export function sortHalls(
  halls: Iterable<Shown<LiveHall>>,
  counters: Iterable<Shown<LiveCounter>>,
): Shown<LiveHall>[] {
  const size = new Map<string, number>();
  for (const { record } of counters) {
    size.set(record.hall_id, (size.get(record.hall_id) ?? 0) + 1);
  }
  const sizeOf = ({ record }: Shown<LiveHall>) => size.get(record.hall_id) ?? 0;
  const byId = (one: Shown<LiveHall>, other: Shown<LiveHall>) =>
    byText(one.record.hall_id, other.record.hall_id);
  const all = [...halls];
  const [main, ...others] = all
    .filter(({ record }) => !isOfSubdistrict(record))
    .sort((one, other) => sizeOf(other) - sizeOf(one) || byId(one, other));
  const subdistricts = all.filter(({ record }) => isOfSubdistrict(record)).sort(byId);
  return [...(main ? [main] : []), ...subdistricts, ...others];
}

export function isOfSubdistrict(hall: LiveHall): boolean {
  return hall.subdistrict !== null && hall.subdistrict !== undefined && hall.subdistrict !== '';
}

export function sortCounters(counters: Iterable<Shown<LiveCounter>>): Shown<LiveCounter>[] {
  return [...counters].sort(
    (one, other) =>
      byText(one.record.number ?? one.record.counter_id, other.record.number ?? other.record.counter_id) ||
      byText(one.record.counter_id, other.record.counter_id),
  );
}

export function sortQueues(queues: Iterable<Shown<LiveQueue>>): Shown<LiveQueue>[] {
  return [...queues].sort(
    (one, other) =>
      byText(one.record.letter ?? one.record.queue_id, other.record.letter ?? other.record.queue_id) ||
      byText(one.record.queue_id, other.record.queue_id),
  );
}

export interface LongQueue {
  queue: LiveQueue;
  hall: LiveHall;
  longestSeconds: number;
}

/** The queues of the district with the longest current waits, longest first. */
export function longestQueues(
  queues: Iterable<Shown<LiveQueue>>,
  halls: ReadonlyMap<string, Shown<LiveHall>>,
  monotonic: number,
  limit: number,
): LongQueue[] {
  const found: LongQueue[] = [];
  for (const { record: queue } of queues) {
    const hall = halls.get(queue.hall_id);
    const longestSeconds = hall && secondsSince(queue.longest_wait_since, hall, monotonic);
    if (hall && longestSeconds !== null && longestSeconds !== undefined && queue.waiting > 0) {
      found.push({ queue, hall: hall.record, longestSeconds });
    }
  }
  return found
    .sort(
      (one, other) =>
        other.longestSeconds - one.longestSeconds ||
        byText(one.queue.queue_id, other.queue.queue_id),
    )
    .slice(0, limit);
}
