/** Numbers and times as people read them. */

export type Locale = 'zh' | 'en';

const UNITS: Record<Locale, { s: string; min: string; h: string; d: string; y: string }> = {
  zh: { s: '秒', min: '分', h: '小时', d: '天', y: '年' },
  en: { s: 's', min: 'min', h: 'h', d: 'd', y: 'y' },
};
const NONE = '–';

/** An age or a delay: exact while it is small, rough when only its size matters. */
export function ageText(seconds: number | null, locale: Locale): string {
  if (seconds === null) {
    return NONE;
  }
  const unit = UNITS[locale];
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} ${unit.s}`;
  }
  if (seconds < 60) {
    return `${Math.max(10, Math.floor(seconds))} ${unit.s}`;
  }
  if (seconds < 3600) {
    const minutes = Math.floor(seconds / 60);
    return `${minutes} ${unit.min} ${String(Math.floor(seconds % 60)).padStart(2, '0')} ${unit.s}`;
  }
  if (seconds < 48 * 3600) {
    return `${Math.floor(seconds / 3600)} ${unit.h}`;
  }
  const days = Math.floor(seconds / 86_400);
  return days < 730 ? `${days} ${unit.d}` : `${Math.floor(seconds / (365.25 * 86_400))} ${unit.y}`;
}

/** A running time as m:ss or h:mm:ss. */
export function runningText(seconds: number | null): string {
  if (seconds === null) {
    return NONE;
  }
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  return whole < 3600
    ? `${minutes}:${rest}`
    : `${Math.floor(whole / 3600)}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** Minutes with one digit behind the point below ten. */
export function minutesText(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  const minutes = seconds / 60;
  return minutes < 9.95 ? minutes.toFixed(1) : String(Math.round(minutes));
}

/** An interval of minutes; one number where both ends read the same. */
export function intervalText(
  from: number | null | undefined,
  to: number | null | undefined,
): string {
  const [near, far] = [minutesText(from), minutesText(to)];
  return near === far ? near : `${near}–${far}`;
}

/** A share in whole percent; only all is 100 and only none is 0. */
export function percentText(share: number | null | undefined): string {
  if (share === null || share === undefined) {
    return NONE;
  }
  const percent = Math.round(share * 100);
  if (percent === 100 && share < 1) {
    return '99%';
  }
  return percent === 0 && share > 0 ? '1%' : `${percent}%`;
}

export function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? NONE : count.toLocaleString('en-US');
}

/** Local time and date of the district; a formatter is dear, so each is made once. */
export class LocalTime {
  private readonly time: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;

  constructor(readonly timeZone: string) {
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.time = new Intl.DateTimeFormat('en-GB', { ...clock, timeZone });
    this.day = new Intl.DateTimeFormat('sv-SE', { timeZone });
  }

  timeOf(millis: number): string {
    return this.time.format(millis);
  }

  minuteOf(millis: number): string {
    return this.timeOf(millis).slice(0, 5);
  }

  /** YYYY-MM-DD */
  dayOf(millis: number): string {
    return this.day.format(millis);
  }

  /** Such as +08:00. */
  offsetAt(millis: number): string {
    const name = new Intl.DateTimeFormat('en', { timeZone: this.timeZone, timeZoneName: 'longOffset' })
      .formatToParts(millis)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return name === undefined || name === 'GMT' ? '+00:00' : name.slice(3);
  }

  /** YYYY-MM-DD, so many days before another such date. */
  static daysBefore(day: string, days: number): string {
    return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  }

  /** As short as one can: the time on the same day, without seconds and the year on another of the same year. */
  shortMomentOf(millis: number, reference: number | null): string {
    const moment = this.momentOf(millis, reference);
    const year = reference === null ? '' : this.dayOf(reference).slice(0, 5);
    return year !== '' && moment.startsWith(year) ? moment.slice(5, -3) : moment;
  }

  /** The time alone on the same day, otherwise with its date. */
  momentOf(millis: number, reference: number | null): string {
    const sameDay = reference !== null && this.dayOf(millis) === this.dayOf(reference);
    return sameDay ? this.timeOf(millis) : `${this.dayOf(millis)} ${this.timeOf(millis)}`;
  }
}
