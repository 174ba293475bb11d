/** What is looked at, as the address says it, and where its figures come from. */

import { firstPart, PERIODS, type Definition, type EconomyScope, type PeriodKind } from './figures';

export const DIMENSIONS = ['subdistrict', 'industry', 'type'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface Filter {
  subdistrict: string;
  industry: string;
  type: string;
}

export interface View {
  indicator: number;
  part: string;
  kind: PeriodKind;
  filter: Filter;
}

type Query = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function readView(query: Query): View {
  const asked = Number(text(query.i));
  const indicator = Number.isInteger(asked) && asked >= 1 && asked <= 20 ? asked : 1;
  const kind = PERIODS.find((each) => each === query.p) ?? 'month';
  return {
    indicator,
    part: text(query.part) || firstPart(indicator),
    kind,
    filter: { subdistrict: text(query.s), industry: text(query.f), type: text(query.t) },
  };
}

/** The address of a view; what is usual is left out. */
export function writeView({ indicator, part, kind, filter }: View): Record<string, string> {
  const query: Record<string, string> = {
    i: indicator === 1 ? '' : String(indicator),
    part: part === firstPart(indicator) ? '' : part,
    p: kind === 'month' ? '' : kind,
    s: filter.subdistrict,
    f: filter.industry,
    t: filter.type,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** Chooses a value of a dimension, or lets it go if it is chosen already. */
export function toggled(filter: Filter, dimension: Dimension, value: string): Filter {
  return { ...filter, [dimension]: filter[dimension] === value ? '' : value };
}

const SCOPE: Record<Dimension, EconomyScope> = { subdistrict: 'subdistrict', industry: 'section', type: 'type' };

export const scopeOf = (dimension: Dimension): EconomyScope => SCOPE[dimension];

/** Where figures of a filter come from: a scope that the job counts, or cells that are added up. */
export type Source = { scope: EconomyScope; id: string } | 'COMBINATION';

export function sourceOf(filter: Filter, district: string): Source {
  const chosen = DIMENSIONS.filter((dimension) => filter[dimension] !== '');
  const [only] = chosen;
  if (only === undefined) {
    return { scope: 'district', id: district };
  }
  return chosen.length === 1 ? { scope: SCOPE[only], id: filter[only] } : 'COMBINATION';
}

/** Whether an indicator is told for a source; if not it is said, never shown as 0. */
export function isTold(definition: Definition, source: Source): boolean {
  return source === 'COMBINATION' ? definition.combinations : definition.scopes.includes(source.scope);
}

/** Why it is not told there, as the words of the page call it. */
export function whyNotTold({ scopes }: Definition, source: Source): 'notCombined' | 'byPlace' | 'notHere' {
  if (source === 'COMBINATION') {
    return 'notCombined';
  }
  return source.scope === 'district' && scopes.includes('subdistrict') ? 'byPlace' : 'notHere';
}

/** A breakdown by a dimension needs cells only if another dimension is filtered. */
export function needsCells(filter: Filter, by: Dimension): boolean {
  return DIMENSIONS.some((dimension) => dimension !== by && filter[dimension] !== '');
}

export function combinationQuery(filter: Filter, without?: Dimension): string {
  const query = new URLSearchParams();
  for (const dimension of DIMENSIONS) {
    if (dimension !== without && filter[dimension] !== '') {
      query.set(dimension, filter[dimension]);
    }
  }
  return query.toString();
}

/** The address of past periods, as JSON or as a file. */
export function pastUrl(
  district: string,
  source: Source,
  filter: Filter,
  view: { indicator: number; kind: PeriodKind; from: string; to: string },
  csv = false,
): string {
  const economy = `/api/v1/economy/${encodeURIComponent(district)}`;
  const period = new URLSearchParams({ period_kind: view.kind, from: view.from, to: view.to });
  if (source === 'COMBINATION') {
    return `${economy}/combination${csv ? '/csv' : ''}?${combinationQuery(filter)}&${period}`;
  }
  const of = new URLSearchParams({ indicator: String(view.indicator), scope: source.scope, id: source.id });
  return `${economy}/indicators${csv ? '/csv' : ''}?${of}&${period}`;
}
