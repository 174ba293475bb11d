import { UNITS } from './district.mjs';

const MINUTE = 60_000;
const iso = (millis) => (millis === null ? null : new Date(millis).toISOString().replace('Z', '000Z'));

/** A hall whose tickets come, wait, are called and served, roughly as in life. */
export class DevHall {
  constructor(definition, rnd, pace, now) {
    this.definition = definition;
    this.rnd = rnd;
    this.pace = pace;
    this.version = 4000;
    this.repeats = Math.floor(rnd() * 40);
    this.tickets = 300;
    this.served = 260;
    this.silent = false;
    this.queues = UNITS.slice(0, definition.units).map((unit, index) => ({
      queue_id: `${definition.hall_id}-q${index + 1}`,
      unit_id: unit.unit_id,
      unit_name: unit.name,
      letter: String.fromCharCode(65 + index),
      waiting: [],
      waits: [],
      next: 1 + Math.floor(rnd() * 60),
    }));
    this.counters = Array.from({ length: definition.counters }, (_, index) => {
      const queue = this.queues[index % this.queues.length];
      const roll = rnd();
      const status = roll < 0.06 ? 'CLOSED' : roll < 0.1 ? 'PAUSED' : roll < 0.12 ? 'UNKNOWN' : 'IDLE';
      return {
        counter_id: `${definition.hall_id}-c${index + 1}`,
        number: String(index + 1).padStart(definition.counters > 9 ? 2 : 1, '0'),
        queue,
        status,
        since: status === 'UNKNOWN' ? null : now - (30 + rnd() * 30) * MINUTE,
        ticket_no: null,
        until: now - rnd() * 30 * MINUTE,
        present: status === 'IDLE' ? rnd() > 0.03 : null,
        served_today: Math.floor(rnd() * 20),
      };
    });
    for (const queue of this.queues) {
      const count = Math.floor(rnd() * rnd() * 5 * pace);
      queue.waiting = Array.from({ length: count }, () => now - (30 + rnd() * 3 * pace) * MINUTE).sort();
      queue.waits = Array.from({ length: 12 }, () => ({ at: now - rnd() * 60 * MINUTE, wait: rnd() * 900 * pace }));
    }

    this.arrivals = [];
    this.calls = [];
    // Half an hour of life before anybody looks.
    for (let at = now - 30 * MINUTE; at < now; at += 700) this.advance(at);
    this.advance(now);
  }

  /** One step; answers what changed as [event, record] pairs. */
  advance(now) {
    this.now = now;
    const changed = [];
    if (this.rnd() < (this.counters.length * 0.7 * this.pace) / 345) {
      const queue = this.queues[Math.floor(this.rnd() * this.queues.length)];
      queue.waiting.push(now);
      this.arrivals.push(now);
      this.tickets += 1;
      this.version += 1;
      changed.push(['queue', this.queueRecord(queue)]);
    }
    for (const counter of this.counters) {
      if (now < counter.until || ['CLOSED', 'UNKNOWN', 'PAUSED'].includes(counter.status)) continue;
      this.move(counter, now);
      changed.push(['counter', this.counterRecord(counter)], ['queue', this.queueRecord(counter.queue)]);
    }
    this.arrivals = this.arrivals.filter((at) => now - at < 5 * MINUTE);
    this.calls = this.calls.filter((at) => now - at < 5 * MINUTE);
    return [...changed, ['hall', this.hallRecord()]];
  }

  move(counter, now) {
    this.version += 1;
    counter.since = now;
    if (counter.status === 'CALLING') {
      counter.status = 'SERVING';
      counter.until = now + (1 + this.rnd() * 9) * MINUTE;
      return;
    }
    if (counter.status === 'SERVING') {
      this.served += 1;
      counter.served_today += 1;
    }
    const issued = counter.queue.waiting.shift();
    if (issued === undefined) {
      counter.status = 'IDLE';
      counter.ticket_no = null;
      counter.until = now + 3_000;
      return;
    }
    counter.queue.waits.push({ at: now, wait: (now - issued) / 1000 });
    counter.queue.waits = counter.queue.waits.slice(-40);
    this.calls.push(now);
    counter.status = 'CALLING';
    counter.ticket_no = `${counter.queue.letter}${String(counter.queue.next++).padStart(3, '0')}`;
    counter.until = now + 5_000 + this.rnd() * 20_000;
  }

  common() {
    return { hall_id: this.definition.hall_id, version: this.version, hall_time: iso(this.now - 400) };
  }

  waits(queues) {
    const waits = queues.flatMap((queue) => queue.waits.map(({ wait }) => wait)).sort((a, b) => a - b);
    const at = (share) => (waits.length === 0 ? null : Math.floor(waits[Math.floor(share * (waits.length - 1))]));
    const waiting = queues.flatMap((queue) => queue.waiting);
    return {
      waiting: waiting.length,
      longest_wait_since: iso(waiting.length === 0 ? null : Math.min(...waiting)),
      p50_wait_seconds: at(0.5),
      p90_wait_seconds: at(0.9),
      called_60m: waits.length,
      service_level: waits.length === 0 ? null : waits.filter((wait) => wait <= 900).length / waits.length,
      open_counters: this.counters.filter(
        (counter) => queues.includes(counter.queue) && !['CLOSED', 'UNKNOWN'].includes(counter.status),
      ).length,
    };
  }

  hallRecord() {
    return {
      ...this.common(),
      district: '370213',
      name: this.definition.name,
      subdistrict: this.definition.subdistrict,
      stale: false,
      ...this.waits(this.queues),
      arrivals_5m: this.arrivals.length,
      calls_5m: this.calls.length,
      serving: this.counters.filter(({ status }) => status === 'SERVING').length,
      tickets_today: this.tickets,
      served_today: this.served,
      people: this.definition.subdistrict === null ? 90 + Math.floor(this.tickets % 30) : null,
      sources: 3,
      silent_sources: this.definition.hall_id.includes('007') ? 1 : 0,
      repeats: this.repeats,
      missing: this.definition.hall_id.includes('007') ? 12 : 0,
      unreadable: 0,
      refused: 3,
      arrived: iso(this.now - 200),
    };
  }

  queueRecord(queue) {
    const { queue_id, unit_id, unit_name, letter } = queue;
    return { ...this.common(), queue_id, unit_id, unit_name, letter, ...this.waits([queue]), arrivals_5m: 1, calls_5m: 1 };
  }

  counterRecord(counter) {
    return {
      ...this.common(),
      counter_id: counter.counter_id,
      unit_id: counter.queue.unit_id,
      unit_name: counter.queue.unit_name,
      number: counter.number,
      status: counter.status,
      since: iso(counter.since),
      ticket_no: counter.ticket_no,
      present: counter.present,
      observed_at: null,
      served_today: counter.served_today,
    };
  }

  detail() {
    return {
      hall: this.hallRecord(),
      queues: this.queues.map((queue) => this.queueRecord(queue)),
      counters: this.counters.map((counter) => this.counterRecord(counter)),
    };
  }
}
