/** Whatever the device is set to, the hall's time is meant. */
const TIME_ZONE = 'Asia/Shanghai';

/** Time of day in the hall, such as 09:05. */
export function timeOfDay(instant: string | number): string {
  return new Intl.DateTimeFormat('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
  }).format(new Date(instant));
}

/** What has passed, as 0:07 or 1:02:30; nothing negative, whatever the clocks say. */
export function lasting(from: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(from)) / 1_000));
  const rest = `${String(seconds % 60).padStart(2, '0')}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes}:${rest}`;
  }
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** The day, as 2026-11-02. */
export function dayOf(instant: string | number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(new Date(instant));
}
