/** Time as the wall reckons it: the hall's and the server's, never the browser's clock. */

const MICROS_PER_SECOND = 1_000_000;

/** Microseconds since 1970; Date alone would drop the digits that order two records. */
export function micros(iso: string): number {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) {
    throw new Error(`Not an ISO-8601 time: ${iso}`);
  }
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  return (
    Math.floor(milliseconds / 1000) * MICROS_PER_SECOND +
    Number(fraction.padEnd(6, '0').slice(0, 6))
  );
}

/** The server's clock, carried on by the browser's monotonic one between two messages. */
export class ServerClock {
  private static readonly REMEMBERED = 8;
  private readonly offsets: number[] = [];

  hear(serverTime: string, monotonic: number): void {
    this.offsets.push(Date.parse(serverTime) - monotonic);
    if (this.offsets.length > ServerClock.REMEMBERED) {
      this.offsets.shift();
    }
  }

  /** Milliseconds since 1970; the message with the least delay on its way counts. */
  at(monotonic: number): number | null {
    return this.offsets.length === 0 ? null : Math.max(...this.offsets) + monotonic;
  }

  /** A new connection may be to another server with another clock. */
  forget(): void {
    this.offsets.length = 0;
  }
}
