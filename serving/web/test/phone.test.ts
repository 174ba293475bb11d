import { describe, expect, it } from 'vitest';
import { dayOf, daysOf, hoursOf, spokenCode, type Slot } from '../src/phone/appointment';
import { Follow, minutesOf, type Source, type Standing, type TicketNow } from '../src/phone/follow';
import { placeOf } from '../src/phone/place';

function ticket(more: Partial<TicketNow> = {}): TicketNow {
  return {
    hall_name: '体验大厅',
    ticket_no: 'X001',
    unit_name: '税务',
    version: 1,
    status: 'WAITING',
    ahead: 3,
    p50_seconds: 360,
    p90_seconds: 840,
    counter_number: null,
    ...more,
  };
}

class Wire implements Source {
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  private readonly heard = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.heard.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  say(type: string, data: unknown): void {
    this.heard.get(type)?.({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

/** A phone whose time and network are moved by hand. */
class Phone {
  readonly wires: Wire[] = [];
  readonly follow: Follow;
  standing: Standing = { is: 'LOADING' };
  lost: number | null = null;
  asked = 0;
  private clock = 0;
  private planned: { at: number; work: () => void } | null = null;

  constructor(
    public answer: TicketNow | null | 'CUT',
    before: TicketNow | null = null,
  ) {
    this.follow = new Follow(
      { standing: (next) => (this.standing = next), lost: (since) => (this.lost = since) },
      {
        ask: async () => {
          this.asked += 1;
          if (this.answer === 'CUT') {
            throw new Error('cut');
          }
          return this.answer;
        },
        open: () => {
          const wire = new Wire();
          this.wires.push(wire);
          return wire;
        },
        now: () => this.clock,
        later: (work, milliseconds) => {
          const mine = { at: this.clock + milliseconds, work };
          this.planned = mine;
          return () => {
            if (this.planned === mine) {
              this.planned = null;
            }
          };
        },
        random: () => 0.5,
      },
      before,
    );
  }

  get wire(): Wire {
    return this.wires[this.wires.length - 1]!;
  }

  async start(): Promise<void> {
    this.follow.start();
    await settled();
  }

  async pass(milliseconds: number): Promise<void> {
    const until = this.clock + milliseconds;
    while (this.planned !== null && this.planned.at <= until) {
      const { at, work } = this.planned;
      this.planned = null;
      this.clock = at;
      work();
      await settled();
    }
    this.clock = until;
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await Promise.resolve();
  }
}

describe('following a ticket', () => {
  it('shows what the stream tells, the newest version alone', async () => {
    const phone = new Phone(ticket());
    await phone.start();
    phone.wire.say('ticket', ticket({ version: 5, ahead: 1 }));
    phone.wire.say('ticket', ticket({ version: 4, ahead: 2 }));
    expect(phone.standing).toMatchObject({ is: 'HERE', ticket: { ahead: 1 } });
  });

  it('keeps an old state through a cut, and says since when', async () => {
    const phone = new Phone(ticket());
    await phone.start();
    await phone.pass(4_000);
    phone.wire.say('beat', {});
    phone.answer = 'CUT';
    await phone.pass(Follow.SILENCE_MS);
    expect(phone.lost).toBe(14_000);
    expect(phone.standing).toMatchObject({ is: 'HERE', told: 0 });
    await phone.pass(60_000);
    const tries = phone.asked;
    expect(tries).toBeLessThan(12);

    phone.answer = ticket({ version: 9, ahead: 0 });
    await phone.pass(Follow.LONGEST_PAUSE_MS * 1.25);
    expect(phone.lost).toBeNull();
    expect(phone.standing).toMatchObject({ is: 'HERE', ticket: { ahead: 0 } });
    expect(phone.wires.filter((wire) => !wire.closed)).toHaveLength(1);
  });

  it('knows one that has gone for what it was, and sees it come back', async () => {
    const phone = new Phone(ticket());
    await phone.start();
    phone.answer = null;
    phone.wire.say('gone', {});
    expect(phone.standing).toMatchObject({ is: 'OVER', ticket: { ticket_no: 'X001' } });
    expect(phone.wire.closed).toBe(true);

    phone.answer = ticket({ version: 2, status: 'CALLED', counter_number: '3' });
    await phone.pass(Follow.LOOK_AGAIN_MS);
    expect(phone.standing).toMatchObject({ is: 'HERE', ticket: { status: 'CALLED' } });
  });

  it('searches for a new one before it says that there is none', async () => {
    const phone = new Phone(null);
    await phone.start();
    expect(phone.standing.is).toBe('SEARCHED');
    await phone.pass(Follow.SEARCH_MS + Follow.SEARCH_PAUSE_MS);
    expect(phone.standing.is).toBe('UNKNOWN');
    phone.answer = ticket();
    await phone.pass(Follow.LOOK_AGAIN_MS);
    expect(phone.standing.is).toBe('HERE');
  });

  it('remembers a ticket over a reload', async () => {
    const phone = new Phone(null, ticket());
    await phone.start();
    expect(phone.standing.is).toBe('OVER');
  });
});

describe('what a phone shows', () => {
  it('tells a wait as an interval that shrinks and never has equal ends', () => {
    expect(minutesOf(ticket(), 0)).toEqual({ from: 6, to: 14 });
    expect(minutesOf(ticket(), 240)).toEqual({ from: 2, to: 10 });
    expect(minutesOf(ticket(), 5_000)).toEqual({ from: 0, to: 1 });
    expect(minutesOf(ticket({ p50_seconds: null }), 0)).toBeNull();
  });

  it('finds its page by the address', () => {
    expect(placeOf('/t/0193-a', '')).toEqual({ page: 'ticket', id: '0193-a' });
    expect(placeOf('/rate/abc', '')).toEqual({ page: 'rate', id: 'abc' });
    expect(placeOf('/rate', '#token=abc')).toEqual({ page: 'rate', id: 'abc' });
    expect(placeOf('/notice/n', '').page).toBe('notice');
    expect(placeOf('/appointment', '')).toEqual({ page: 'appointment', id: '' });
  });

  it('groups slots by day and codes for reading out', () => {
    const slot = (time: string): Slot => ({ time, until: time, free: 1 });
    const zone = 'Asia/Shanghai';
    const slots = ['2026-03-01T17:00:00Z', '2026-03-02T02:00:00Z', '2026-03-02T16:30:00Z'].map(slot);
    expect(daysOf(slots, zone)).toEqual(['2026-03-02', '2026-03-03']);
    expect(dayOf(slots[0]!, zone)).toBe('2026-03-02');
    expect(hoursOf({ time: '2026-03-01T17:00:00Z', until: '2026-03-01T17:30:00Z' }, zone)).toBe('01:00–01:30');
    expect(spokenCode('ABCDE23456')).toBe('ABCDE 23456');
  });
});
