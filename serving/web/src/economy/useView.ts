import { computed, type ComputedRef, type InjectionKey, inject, provide } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useHistory } from '../history/useHistory';
import { useWall } from '../live/wall';
import type { Locale } from '../live/words';
import { nameOf } from '../maps/map';
import { useMap } from '../maps/useMap';
import {
  combinationQuery,
  isTold,
  needsCells,
  readView,
  scopeOf,
  sourceOf,
  toggled,
  writeView,
  type Dimension,
  type Source,
  type View,
} from './filter';
import { kindFor, type Definition, type Figure, type Wanted } from './figures';
import { useEconomy, type EconomyNow } from './live';
import type { PartNow } from './ranking';

const CELLS_MS = 5_000;
const HOUR_MS = 3_600_000;

/** Everything that the panels of the page share: what is looked at and its figures. */
export interface Looked {
  district: ComputedRef<string | null>;
  definitions: ComputedRef<Definition[]>;
  definition: ComputedRef<Definition | null>;
  view: ComputedRef<View>;
  wanted: ComputedRef<Wanted>;
  source: ComputedRef<Source>;
  now: EconomyNow;
  map: ReturnType<typeof useMap>;
  /** The running figures of what is filtered. */
  figures: ComputedRef<Figure[]>;
  problem: ComputedRef<string | null>;
  /** The same, by a dimension. */
  partsBy: (by: Dimension) => PartNow[];
  isTold: (indicator: Definition) => boolean;
  change: (changes: Partial<View>) => void;
  choose: (dimension: Dimension, value: string) => void;
}

const LOOKED: InjectionKey<Looked> = Symbol('looked');

export function useLooked(): Looked {
  const looked = inject(LOOKED);
  if (looked === undefined) {
    throw new Error('What is looked at is provided by EconomyView');
  }
  return looked;
}

export function provideLooked(): Looked {
  const wall = useWall();
  const route = useRoute();
  const router = useRouter();
  const district = computed(() => wall.sortedHalls.value[0]?.record.district ?? null);
  const now = useEconomy(() => district.value);
  const told = useHistory<Definition[]>(() => '/api/v1/economy/definitions', HOUR_MS);
  const definitions = computed(() => told.answer.value.data ?? []);
  const view = computed(() => readView(route.query));
  const definition = computed(
    () => definitions.value.find(({ indicator }) => indicator === view.value.indicator) ?? null,
  );
  const wanted = computed<Wanted>(() => ({
    indicator: view.value.indicator,
    part: view.value.part,
    kind: definition.value === null ? view.value.kind : kindFor(definition.value, view.value.kind),
  }));
  const source = computed(() => sourceOf(view.value.filter, district.value ?? ''));

  const live = (path: string, query: string): string =>
    `/api/v1/live/economy/${encodeURIComponent(district.value ?? '')}/${path}?${query}`;
  const combination = useHistory<{ figures: Figure[] }>(
    () => (source.value === 'COMBINATION' ? live('combination', combinationQuery(view.value.filter)) : null),
    CELLS_MS,
  );
  const broken = (by: Dimension) =>
    useHistory<PartNow[]>(
      () =>
        district.value !== null && needsCells(view.value.filter, by)
          ? live('breakdown', `by=${by}&${combinationQuery(view.value.filter, by)}`)
          : null,
      CELLS_MS,
    );
  const cells = { subdistrict: broken('subdistrict'), industry: broken('industry'), type: broken('type') };

  const figures = computed(() => {
    const from = source.value;
    return from === 'COMBINATION'
      ? (combination.answer.value.data?.figures ?? [])
      : (now.scopes.get(`${from.scope}/${from.id}`)?.figures ?? []);
  });
  function partsBy(by: Dimension): PartNow[] {
    if (needsCells(view.value.filter, by)) {
      return cells[by].answer.value.data ?? [];
    }
    return [...now.scopes.values()]
      .filter(({ scope }) => scope === scopeOf(by))
      .map(({ scope_id, figures: own }) => ({ id: scope_id, figures: own }));
  }
  const change = (changes: Partial<View>): void =>
    void router.replace({ path: '/economy', query: writeView({ ...view.value, ...changes }) });

  const looked: Looked = {
    district,
    definitions,
    definition,
    view,
    wanted,
    source,
    now,
    map: useMap(() => district.value),
    figures,
    problem: computed(
      () => [told, combination, ...Object.values(cells)].find(({ answer }) => answer.value.problem)?.answer.value.problem ?? null,
    ),
    partsBy,
    isTold: (indicator) => isTold(indicator, source.value),
    change,
    choose: (dimension, value) => change({ filter: toggled(view.value.filter, dimension, value) }),
  };
  provide(LOOKED, looked);
  return looked;
}

/** What the economy's terms are called. */
export function useTerms() {
  const { t, te, locale } = useI18n();
  const looked = inject(LOOKED, null);
  const place = (id: string): string => {
    const shape = looked?.map.answer.value.data?.shapes.find((each) => each.id === id);
    return shape === undefined ? id : nameOf(shape, locale.value === 'en');
  };
  const named = (kind: string, id: string): string => (te(`economy.${kind}.${id}`) ? t(`economy.${kind}.${id}`) : id);
  return {
    t,
    locale: computed(() => locale.value as Locale),
    part: (part: string): string => (/^[A-T]$/.test(part) ? `${part} ${named('section', part)}` : named('part', part)),
    reason: (reason: string | null | undefined): string => (reason ? named('reason', reason) : ''),
    value: (dimension: Dimension, id: string): string => {
      if (id === 'unassigned') {
        return t('economy.unassigned');
      }
      return dimension === 'industry'
        ? `${id} ${named('section', id)}`
        : dimension === 'type'
          ? named('type', id)
          : place(id);
    },
    name: ({ en, zh }: Definition): string => (locale.value === 'en' ? en.charAt(0).toUpperCase() + en.slice(1) : zh),
  };
}

