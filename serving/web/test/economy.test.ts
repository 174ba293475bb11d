import { describe, expect, it } from 'vitest';
import { NO_VALUE, scaleOf } from '../src/economy/colour';
import { toCsv } from '../src/economy/csv';
import { changeText, figureOf, isUncounted, kindFor, mapText, partsOf, PERIODS, valueText, type Definition, type Figure, type ScopeNow } from '../src/economy/figures';
import { combinationQuery, isTold, needsCells, pastUrl, readView, sourceOf, toggled, whyNotTold, writeView } from '../src/economy/filter';
import { Economy, type Move } from '../src/economy/live';
import { ranking, shares } from '../src/economy/ranking';
import { runningPeriod, trendFrom, trendOption, trendRows, yearEarlier } from '../src/economy/trend';

const figure = (value: number | null, changes: Partial<Figure> = {}): Figure => ({
  indicator: 1, part: 'stock', period_kind: 'month', period: '2026-11', value, unit: 'count', available: value !== null, reason: null, ...changes,
});
const STOCK = { indicator: 1, part: 'stock', kind: 'month' } as const;
const NO_FILTER = { subdistrict: '', industry: '', type: '' };
const definition = (changes: Partial<Definition>): Definition => ({
  indicator: 1, module: 1, module_zh: '', module_en: '', zh: '', en: '', definition: '', definition_zh: '', unit: 'count',
  periods: ['day', 'month', 'quarter', 'year'], scopes: ['district', 'subdistrict', 'section', 'type'], combinations: true, ...changes,
});

describe('figures', () => {
  it('are found by indicator, part and period', () => {
    const figures = [figure(1, { part: 'yoy' }), figure(2, { period_kind: 'day' }), figure(3)];
    expect(figureOf(figures, STOCK)?.value).toBe(3);
    expect(figureOf(figures, { ...STOCK, kind: 'year' })).toBeNull();
    expect(partsOf([figure(1, { indicator: 14, part: 'A' }), figure(1, { indicator: 14, part: 'F' })], 14)).toEqual(['F', 'A']);
  });

  it('of a registry that has said nothing are known as such', () => {
    const density = figure(0, { indicator: 3, unit: 'per_10000' });
    expect(isUncounted([figure(0), density, figure(null, { indicator: 2 })])).toBe(true);
    expect(isUncounted([figure(0), density, figure(1, { indicator: 6, part: 'total' })])).toBe(false);
  });

  it('fall back to a period that the indicator has', () => {
    expect(kindFor(definition({}), 'ytd')).toBe('month');
    expect(kindFor(definition({}), 'day')).toBe('day');
  });

  it('read with their unit, and say nothing where there is nothing', () => {
    expect(valueText(170400, 'count', 'zh')).toBe('170,400');
    expect(valueText(12.3, 'percent', 'zh')).toBe('12.30%');
    expect(valueText(1.5e8, 'CNY', 'zh')).toBe('1.50 亿元');
    expect(valueText(-25000, 'CNY', 'zh')).toBe('-2.50 万元');
    expect(valueText(2e6, 'CNY', 'en')).toBe('¥2.00 m');
    expect(valueText(-2e6, 'CNY', 'en')).toBe('-¥2.00 m');
    expect(valueText(3, 'rank', 'zh')).toBe('第 3');
    expect(valueText(null, 'count', 'zh')).toBe('–');
    expect([changeText(1.234), changeText(-2), changeText(null)]).toEqual(['+1.23%', '-2.00%', '–']);
  });
});

describe('figures on a map', () => {
  it('are short where they are long', () => {
    expect([216.67, 88.72, -12_080_000, 1.5e8].map((value, index) => mapText(value, index < 2 ? 'percent' : 'CNY', 'zh'))).toEqual([
      '217%', '88.72%', '-1208万', '1.5亿',
    ]);
    expect(mapText(-2e6, 'CNY', 'en')).toBe('-¥2.0m');
    expect([mapText(13_305, 'count', 'zh'), mapText(null, 'CNY', 'zh')]).toEqual(['13,305', '–']);
  });
});

describe('a view', () => {
  it('is written into the address and read again, without what is usual', () => {
    const view = { indicator: 4, part: 'new', kind: 'ytd', filter: { ...NO_FILTER, subdistrict: '李村' } } as const;
    expect(writeView(view)).toEqual({ i: '4', p: 'ytd', s: '李村' });
    expect(readView(writeView(view))).toEqual(view);
    expect(readView({ i: '99', p: 'week' })).toMatchObject({ indicator: 1, part: 'stock', kind: 'month' });
  });

  it('takes figures from a scope as long as one will do, else from the cells', () => {
    expect(sourceOf(NO_FILTER, 'd')).toEqual({ scope: 'district', id: 'd' });
    expect(sourceOf({ ...NO_FILTER, industry: 'F' }, 'd')).toEqual({ scope: 'section', id: 'F' });
    expect(sourceOf({ ...NO_FILTER, industry: 'F', type: 'HOUSEHOLD' }, 'd')).toBe('COMBINATION');
    expect(isTold(definition({ combinations: false }), 'COMBINATION')).toBe(false);
    expect(isTold(definition({ scopes: ['subdistrict'] }), { scope: 'district', id: 'd' })).toBe(false);
  });

  it('says where an indicator that is not told here can be had', () => {
    const rank = definition({ scopes: ['subdistrict'], combinations: false });
    expect(whyNotTold(rank, { scope: 'district', id: 'd' })).toBe('byPlace');
    expect(whyNotTold(rank, { scope: 'section', id: 'F' })).toBe('notHere');
    expect(whyNotTold(rank, 'COMBINATION')).toBe('notCombined');
  });

  it('breaks down by a dimension with the filters of the others', () => {
    const filter = { subdistrict: '李村', industry: 'F', type: '' };
    expect(needsCells(filter, 'subdistrict')).toBe(true);
    expect(needsCells({ ...NO_FILTER, subdistrict: '李村' }, 'subdistrict')).toBe(false);
    expect(combinationQuery(filter, 'subdistrict')).toBe('industry=F');
    expect(toggled(filter, 'industry', 'F').industry).toBe('');
    expect(toggled(filter, 'industry', 'C').industry).toBe('C');
  });

  it('asks for the past as JSON or as a file', () => {
    const period = { indicator: 4, kind: 'month', from: '2026-01-01', to: '2026-11-30' } as const;
    expect(pastUrl('d', { scope: 'type', id: 'HOUSEHOLD' }, NO_FILTER, period, true)).toBe(
      '/api/v1/economy/d/indicators/csv?indicator=4&scope=type&id=HOUSEHOLD&period_kind=month&from=2026-01-01&to=2026-11-30',
    );
    expect(pastUrl('d', 'COMBINATION', { ...NO_FILTER, industry: 'F', type: 'HOUSEHOLD' }, period)).toBe(
      '/api/v1/economy/d/combination?industry=F&type=HOUSEHOLD&period_kind=month&from=2026-01-01&to=2026-11-30',
    );
  });
});

describe('a ranking', () => {
  const part = (id: string, value: number | null, changes: Partial<Figure> = {}) => ({ id, figures: [figure(value, changes)] });

  it('lets equal ones share a rank and never ranks what is unassigned or unknown', () => {
    const rows = ranking([part('a', 5), part('unassigned', 99), part('b', 9), part('c', 5), part('x', null, { reason: 'NO_DATA' }), part('d', 1)], STOCK);
    expect(rows.map(({ id, rank }) => [id, rank])).toEqual([
      ['b', 1], ['a', 2], ['c', 2], ['d', 4], ['x', null], ['unassigned', null],
    ]);
    expect(rows.find(({ id }) => id === 'x')?.reason).toBe('NO_DATA');
    expect(ranking([{ id: 'a', figures: [] }], STOCK)[0]?.reason).toBe('NO_ROW');
  });

  it('puts the first rank first', () => {
    const rows = ranking([part('a', 3, { unit: 'rank' }), part('b', 1, { unit: 'rank' })], STOCK);
    expect(rows.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(rows[0]?.length).toBeGreaterThan(rows[1]?.length ?? 1);
  });

  it('gives each part its share, the unassigned one too', () => {
    expect(shares([part('a', 30), part('unassigned', 10)], STOCK).map(({ share }) => share)).toEqual([0.75, 0.25]);
    expect(shares([part('a', 0)], STOCK)[0]?.share).toBeNull();
  });

  it('tells the shares of industries as the rules count them: of what has one', () => {
    const parts = [part('F', 30), part('C', 10), part('unassigned', 10)];
    expect(shares(parts, STOCK, true).map(({ share }) => share)).toEqual([0.75, 0.25, 0.2]);
  });
});

describe('a scale', () => {
  it('goes from dark to bright, and from zero to both sides where a sign matters', () => {
    const stock = scaleOf([1, 2, 3], 1, 'stock', 'count');
    expect(new Set([1, 2, 3].map(stock.of)).size).toBe(3);
    const change = scaleOf([-4, 2], 2, 'yoy', 'percent');
    expect(change.of(-4)).not.toBe(change.of(4));
    expect(stock.of(null)).toBe(NO_VALUE);
    expect(scaleOf([], 1, 'stock', 'count').of(null)).toBe(NO_VALUE);
    const rank = scaleOf([1, 11], 12, 'rank', 'rank');
    expect(rank.of(1)).toBe(stock.of(3));
  });
});

describe('a file', () => {
  it('is quoted, and runs nothing in a spreadsheet', () => {
    expect(toCsv([['a', 1, null], ['=1+1', 'x,"y"', -2]])).toBe('\uFEFFa,1,\r\n\'=1+1,"x,""y""",-2\r\n');
  });
});

describe('Economy', () => {
  const scope = (version: number, stock: number, registered: number, changes: Partial<ScopeNow> = {}): ScopeNow => ({
    district: 'd', scope: 'subdistrict', scope_id: '李村', version, as_of: `2026-11-30T10:00:0${version}Z`,
    figures: [figure(stock), figure(registered, { indicator: 4, part: 'new', period_kind: 'day', period: '2026-11-30' })],
    ...changes,
  });

  it('tells a registration as it moves the number', () => {
    const moves: Move[] = [];
    const economy = new Economy(new Map(), (move) => moves.push(move));
    economy.take(scope(1, 100, 3));
    economy.take(scope(2, 101, 4));
    economy.take(scope(3, 99, 4));
    expect(moves.map(({ subdistrict, what, by }) => [subdistrict, what, by])).toEqual([
      ['李村', 'new', 1],
      ['李村', 'stock', -2],
    ]);
  });

  it('does not take a new day for exits', () => {
    const moves: Move[] = [];
    const economy = new Economy(new Map(), (move) => moves.push(move));
    economy.take(scope(1, 100, 9));
    const next = scope(2, 100, 0);
    next.figures[1] = { ...next.figures[1]!, period: '2026-12-01' };
    economy.take(next);
    expect(moves).toEqual([]);
  });

  it('ignores what is older, unless a new connection says it', () => {
    const economy = new Economy();
    economy.take(scope(5, 100, 0));
    economy.take(scope(4, 90, 0));
    expect(figureOf(economy.scopes.get('subdistrict/李村')?.figures, STOCK)?.value).toBe(100);
    economy.beginAnew();
    economy.take(scope(4, 90, 0));
    expect(figureOf(economy.scopes.get('subdistrict/李村')?.figures, STOCK)?.value).toBe(90);
  });
});

describe('a trend', () => {
  it('holds each period against the same of a year before', () => {
    const figures = [figure(4, { period: '2025-11' }), figure(7, { period: '2026-11' }), figure(9, { period: '2026-10' })];
    expect(trendRows(figures, STOCK)).toEqual([
      { period: '2025-11', value: 4, yearBefore: null },
      { period: '2026-10', value: 9, yearBefore: null },
      { period: '2026-11', value: 7, yearBefore: 4 },
    ]);
    expect([yearEarlier('2026-Q3'), yearEarlier('2026'), yearEarlier('2026-03-02')]).toEqual(['2025-Q3', '2025', '2025-03-02']);
  });

  it('sets a period apart that has not ended', () => {
    expect(PERIODS.map((kind) => runningPeriod('2026-12-01', kind))).toEqual(['2026-12-01', '2026-12', '2026-Q4', '2026', null]);
    const rows = trendRows([figure(2, { period: '2026-10' }), figure(3, { period: '2026-11' }), figure(1, { period: '2026-12' })], STOCK);
    const drawn = (running: string | null) =>
      (trendOption(rows, running, { value: 'v', running: 'r', yearBefore: 'y' }, String, 1).series as { name: string; data: unknown }[]).map(
        ({ name, data }) => [name, data],
      );
    expect(drawn('2026-12')).toEqual([['v', [2, 3, null]], ['r', [null, 3, 1]], ['y', [null, null, null]]]);
    expect(drawn('2027-01')).toEqual([['v', [2, 3, 1]], ['y', [null, null, null]]]);
  });

  it('never asks for more days than serving gives', () => {
    expect(trendFrom('2026-11-30', 'day')).toBe('2025-11-30');
    expect(trendFrom('2026-11-30', 'month') < '2023-12-01').toBe(true);
  });
});
