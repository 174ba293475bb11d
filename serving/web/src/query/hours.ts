import type { Hours } from './guide';
import type { words } from './words';

/** Opening hours as one reads them: 周一至周五 09:00–17:00. */
export function hoursText(hours: Hours[], said: (typeof words)['value']): string[] {
  return hours.map(({ from_day, to_day, start, end }) =>
    from_day === 1 && to_day === 7 && start === '00:00' && end === '23:59'
      ? said.map.ALWAYS
      : `${said.range(said.days[from_day] ?? '', said.days[to_day] ?? '')} ${start}–${end}`,
  );
}
