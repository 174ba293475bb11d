import type { LiveCounter, LiveHall, LiveQueue, LiveRecord } from './records';
import { micros } from './time';

/** A record as it stands on the wall, with when (monotonic ms) it came. */
export interface Shown<T extends LiveRecord> {
  readonly record: T;
  readonly hallMicros: number;
  readonly receivedAt: number;
}

export type Kind = 'hall' | 'queue' | 'counter';
export type Outcome = 'shown' | 'same' | 'older' | 'begunAnew';

type Records = Map<string, Shown<LiveRecord>>;

/**
 * What the wall shows: the newest record of each hall, queue and counter. Records that are not
 * newer are ignored, unless the server says nothing else for a while: then its data was rolled
 * back or begun anew, and going on with the old numbers would be a lie.
 */
export class Board {
  static readonly ROLLED_BACK_AFTER_MS = 30_000;
  private readonly olderSince = new Map<string, number>();

  constructor(
    readonly halls: Map<string, Shown<LiveHall>> = new Map(),
    readonly queues: Map<string, Shown<LiveQueue>> = new Map(),
    readonly counters: Map<string, Shown<LiveCounter>> = new Map(),
  ) {}

  take(kind: Kind, record: LiveRecord, receivedAt: number): Outcome {
    const records = this.recordsOf(kind);
    const key = keyOf(kind, record);
    const next = { record, hallMicros: micros(record.hall_time), receivedAt };
    const before = records.get(key);
    const order = before === undefined ? 1 : compare(next, before);
    if (before !== undefined && order === 0) {
      // The same numbers said again, perhaps by a new name; they are no fresher for it.
      records.set(key, { ...next, receivedAt: before.receivedAt });
      return 'same';
    }
    const begunAnew = order < 0 && this.rolledBack(kind, key, receivedAt);
    if (order < 0 && !begunAnew) {
      return 'older';
    }
    this.olderSince.delete(`${kind} ${key}`);
    if (begunAnew && kind === 'hall') {
      this.forgetPartsOf(record.hall_id);
    }
    records.set(key, next);
    return begunAnew ? 'begunAnew' : 'shown';
  }

  private forgetPartsOf(hallId: string): void {
    for (const records of [this.queues, this.counters] as Records[]) {
      for (const [key, { record }] of records) {
        if (record.hall_id === hallId) {
          records.delete(key);
        }
      }
    }
  }

  private rolledBack(kind: Kind, key: string, receivedAt: number): boolean {
    const id = `${kind} ${key}`;
    const since = this.olderSince.get(id);
    if (since === undefined) {
      this.olderSince.set(id, receivedAt);
      return false;
    }
    return receivedAt - since >= Board.ROLLED_BACK_AFTER_MS;
  }

  private recordsOf(kind: Kind): Records {
    switch (kind) {
      case 'hall':
        return this.halls as Records;
      case 'queue':
        return this.queues as Records;
      case 'counter':
        return this.counters as Records;
    }
  }
}

/** Updates between two frames: only the newest of each entity is kept, so a burst costs no more. */
export class Inbox {
  private readonly waiting = new Map<
    string,
    { kind: Kind; record: LiveRecord; receivedAt: number }
  >();

  offer(kind: Kind, record: LiveRecord, receivedAt: number): void {
    const key = `${kind} ${keyOf(kind, record)}`;
    const before = this.waiting.get(key)?.record;
    if (before !== undefined && compareRecords(record, before) < 0) {
      return;
    }
    this.waiting.set(key, { kind, record, receivedAt });
  }

  /** Answers whether a hall began anew, so that a fresh snapshot of its parts is needed. */
  drainTo(board: Board): boolean {
    let begunAnew = false;
    for (const { kind, record, receivedAt } of this.waiting.values()) {
      begunAnew = board.take(kind, record, receivedAt) === 'begunAnew' || begunAnew;
    }
    this.waiting.clear();
    return begunAnew;
  }

  get size(): number {
    return this.waiting.size;
  }
}

function keyOf(kind: Kind, record: LiveRecord): string {
  switch (kind) {
    case 'hall':
      return record.hall_id;
    case 'queue':
      return (record as LiveQueue).queue_id;
    case 'counter':
      return (record as LiveCounter).counter_id;
  }
}

function compare(one: Shown<LiveRecord>, other: Shown<LiveRecord>): number {
  return one.record.version - other.record.version || one.hallMicros - other.hallMicros;
}

function compareRecords(one: LiveRecord, other: LiveRecord): number {
  return one.version - other.version || micros(one.hall_time) - micros(other.hall_time);
}
