import type { ComposerTranslation } from 'vue-i18n';
import type { Shown } from '../live/board';
import { shareTone, waitTone } from '../live/condition';
import { secondsSince } from '../live/freshness';
import type { LiveHall } from '../live/records';
import type { Totals } from '../live/totals';
import type { DayFigures } from '../panorama/figures';
import { countText, minutesText, percentText, runningText } from '../live/words';
import type { Kpi } from './KpiStrip.vue';

/** The first figures of the district and of a hall. */

export function districtKpis(totals: Totals, counters: number, t: ComposerTranslation): Kpi[] {
  const { longestHall } = totals;
  return [
    {
      key: 'waiting',
      label: t('kpi.waiting'),
      value: countText(totals.waiting),
      unit: t('unit.people'),
      note: t('kpi.serving', { count: totals.serving }),
    },
    {
      key: 'longest',
      label: t('kpi.longest'),
      value: runningText(totals.longestSeconds),
      tone: waitTone(totals.longestSeconds),
      note: longestHall?.name ?? longestHall?.hall_id ?? '',
    },
    serviceLevel(totals.serviceLevel, t),
    openCounters(totals.openCounters, counters, t),
    {
      key: 'arrivals',
      label: t('kpi.arrivals'),
      value: `${countText(totals.arrivals5m)} / ${countText(totals.calls5m)}`,
    },
    served(totals.servedToday, totals.ticketsToday, t),
  ];
}

export function hallKpis(
  hall: Shown<LiveHall>,
  counters: number,
  day: DayFigures | null,
  monotonic: number,
  t: ComposerTranslation,
): Kpi[] {
  const { record } = hall;
  const longest = secondsSince(record.longest_wait_since, hall, monotonic);
  const people = record.people ?? null;
  return [
    {
      key: 'waiting',
      label: t('kpi.waiting'),
      value: countText(record.waiting),
      unit: t('unit.people'),
      note: people === null ? '' : t('kpi.people_n', { count: people }),
    },
    {
      key: 'longest',
      label: t('kpi.longest'),
      value: runningText(longest),
      tone: waitTone(longest),
    },
    {
      key: 'p5090',
      label: t('kpi.p5090'),
      value: `${minutesText(record.p50_wait_seconds)} / ${minutesText(record.p90_wait_seconds)}`,
      unit: t('unit.minutes'),
      note: t('kpi.last60'),
    },
    serviceLevel(record.service_level ?? null, t),
    {
      ...openCounters(record.open_counters, counters, t),
      note: t('kpi.serving', { count: record.serving }),
    },
    {
      key: 'arrivals',
      label: t('kpi.arrivals'),
      value: `${countText(record.arrivals_5m)} / ${countText(record.calls_5m)}`,
    },
    served(record.served_today, record.tickets_today, t),
    {
      key: 'handlingGood',
      label: t('kpi.handlingGood'),
      value: `${minutesText(day?.mean_handling_seconds)} / ${percentText(day?.good_rate)}`,
    },
  ];
}

function serviceLevel(share: number | null, t: ComposerTranslation): Kpi {
  return {
    key: 'serviceLevel',
    label: t('kpi.serviceLevel'),
    value: percentText(share),
    tone: shareTone(share),
    note: t('kpi.last60'),
  };
}

function openCounters(open: number, total: number, t: ComposerTranslation): Kpi {
  return {
    key: 'counters',
    label: t('kpi.counters'),
    value: countText(open),
    unit: total > 0 ? `/ ${total}` : '',
  };
}

function served(servedToday: number, ticketsToday: number, t: ComposerTranslation): Kpi {
  return {
    key: 'served',
    label: t('kpi.served'),
    value: countText(servedToday),
    note: t('kpi.ofTickets', { count: countText(ticketsToday) }),
  };
}
