import { describe, expect, it } from 'vitest';
import { NoAnswer, Refused } from '../src/kit/ask';
import { Lookup, type Standing } from '../src/query/lookup';

const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';

function screen() {
  const asked: { path: string; answer: (value: unknown) => Promise<void>; fail: (why: Error) => Promise<void> }[] = [];
  const timers: (() => void)[] = [];
  const told: Standing[] = [];
  const settled = () => new Promise<void>((done) => setTimeout(done));
  const lookup = new Lookup(
    {
      ask: <T>(path: string) =>
        new Promise<T>((resolve, reject) =>
          asked.push({
            path,
            answer: (value) => (resolve(value as T), settled()),
            fail: (why) => (reject(why), settled()),
          }),
        ),
      later: (work) => {
        timers.push(work);
        return () => {
          if (timers.includes(work)) {
            timers.splice(timers.indexOf(work), 1);
          }
        };
      },
    },
    (standing) => told.push(standing),
  );
  return { lookup, asked, timers, told };
}

const pathOf = (id: string) => `/api/v1/tickets/${id}/forecast`;

describe('a look at a visitor’s own ticket', () => {
  it('ends with the page, also while an answer is on its way', async () => {
    const { lookup, asked, timers, told } = screen();
    lookup.submit(A);
    lookup.stop();
    await asked[0]?.answer({ ticket_no: 'A1' });
    expect(timers).toEqual([]);
    expect(told).toEqual([{ is: 'LOADING' }]);
  });

  it('is overtaken by the next code, however late its answer comes', async () => {
    const { lookup, asked, timers, told } = screen();
    lookup.submit(A);
    lookup.submit(B);
    await asked[1]?.answer({ ticket_no: 'B1' });
    await asked[0]?.answer({ ticket_no: 'A1' });
    expect(told.at(-1)).toEqual({ is: 'TICKET', ticket: { ticket_no: 'B1' } });
    expect(timers).toHaveLength(1);
    timers[0]?.();
    expect(asked.map(({ path }) => path)).toEqual([A, B, B].map(pathOf));
  });

  it('goes on after an answer is lost, and ends when serving knows no such ticket', async () => {
    const { lookup, asked, timers, told } = screen();
    lookup.submit(A);
    await asked[0]?.fail(new NoAnswer('cut'));
    expect(told.at(-1)).toEqual({ is: 'FAILED' });
    timers.pop()?.();
    await asked[1]?.fail(new Refused(429, 'too-many'));
    expect(told.at(-1)).toEqual({ is: 'FAILED' });
    timers.pop()?.();
    await asked[2]?.answer({ ticket_no: 'A1' });
    expect(told.at(-1)?.is).toBe('TICKET');
    timers.pop()?.();
    await asked[3]?.fail(new Refused(404, 'unknown-ticket'));
    expect(told.at(-1)).toEqual({ is: 'UNKNOWN' });
    expect(timers).toEqual([]);
  });
});
