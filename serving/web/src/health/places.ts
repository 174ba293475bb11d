import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { isOfSubdistrict } from '../live/order';
import { useWall } from '../live/wall';
import type { DistrictMap } from '../maps/map';
import { hallOfGravest } from './floor';
import { hallOf, readPlace, writePlace, type PlaceAt } from './place';

/** The place that is looked at, what it is called, and how to look at another. */
export interface Looking {
  district: ComputedRef<string | null>;
  place: ComputedRef<PlaceAt | null>;
  /** Whose floor and heat are shown: the place's hall, else where the gravest alarm is, else the main one. */
  hallId: ComputedRef<string | null>;
  nameOf: (place: PlaceAt) => string;
  look: (place: PlaceAt) => void;
}

export function useLooking(map: () => DistrictMap | null): Looking {
  const wall = useWall();
  const route = useRoute();
  const router = useRouter();
  const { t } = useI18n();
  const district = computed(() => wall.sortedHalls.value[0]?.record.district ?? null);
  const place = computed<PlaceAt | null>(
    () =>
      readPlace(route.query.at) ?? (district.value === null ? null : { scope: 'district', id: district.value }),
  );
  const hallId = computed(() => {
    const at = place.value;
    const own = at && hallOf(at, (counter) => wall.counters.get(counter)?.record.hall_id);
    if (own) {
      return own;
    }
    if (at?.scope === 'subdistrict') {
      const first = wall.sortedHalls.value.find(({ record }) => record.subdistrict === at.id);
      return first?.record.hall_id ?? null;
    }
    return hallOfGravest(wall.alarms.values()) ?? wall.sortedHalls.value[0]?.record.hall_id ?? null;
  });

  function nameOf(at: PlaceAt): string {
    switch (at.scope) {
      case 'district':
        return t('district');
      case 'subdistrict': {
        const shape = map()?.shapes.find(({ code }) => code === at.id);
        return shape?.zh === undefined ? at.id : withSuffix(shape.zh);
      }
      case 'hall':
        return hallName(at.id);
      case 'unit': {
        const [hall = '', unit = ''] = [at.id.slice(0, at.id.indexOf('/')), at.id.slice(at.id.indexOf('/') + 1)];
        const named = [...wall.counters.values()].find(({ record }) => record.unit_id === unit)?.record.unit_name;
        return `${hallName(hall)} · ${named ?? unit}`;
      }
      case 'counter': {
        const counter = wall.counters.get(at.id)?.record;
        const number = t('counter.number', { number: counter?.number ?? at.id });
        return counter === undefined ? number : `${hallName(counter.hall_id)} · ${number}`;
      }
    }
  }

  const hallName = (id: string): string => wall.halls.get(id)?.record.name ?? id;
  const withSuffix = (name: string): string => (name.endsWith('街道') ? name : t('health.subdistrict', { name }));
  const look = (at: PlaceAt): void => void router.push({ path: '/health', query: { at: writePlace(at) } });
  return { district, place, hallId, nameOf, look };
}

/** Halls that belong to no subdistrict: the district's own centre, and what is only heard of. */
export function districtHalls(wall: ReturnType<typeof useWall>): { id: string; name: string }[] {
  return wall.sortedHalls.value
    .filter(({ record }) => !isOfSubdistrict(record))
    .map(({ record }) => ({ id: record.hall_id, name: record.name ?? record.hall_id }));
}
