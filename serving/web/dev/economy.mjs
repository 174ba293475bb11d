/** Made-up market entities. */
const PLACES = ['振华路', '沧口', '兴华路', '兴城路', '李村', '虎山路', '浮山路', '湘潭路', '楼山', '九水', '世园', 'unassigned'];
const SECTIONS = [...'ABCDEFGHIJKLMNOPQRST', 'unassigned'];
const TYPES = ['ENTERPRISE', 'HOUSEHOLD', 'COOPERATIVE'];
const PARTS = { 1: 'stock', 2: 'yoy', 3: 'density', 4: 'new', 5: 'yoy', 6: 'total', 7: 'ratio', 8: 'ratio', 9: 'moved_in', 10: 'moved_out', 11: 'net', 12: 'rank', 13: 'growth', 14: 'F', 15: 'share_3', 16: 'ENTERPRISE', 17: 'sum', 18: 'y1', 19: 'either', 20: 'p50_hours' };
const MODULES = [[1, 3, '存量'], [4, 5, '新设'], [6, 8, '退出'], [9, 11, '迁移'], [12, 13, '街道'], [14, 15, '行业'], [16, 17, '类型与资本'], [18, 19, '活力'], [20, 20, '服务联动']];
const NAMES = ['存量', '存量同比', '密度', '新设', '新设同比、环比', '退出', '退出与新设之比', '净新设比', '迁入', '迁出', '净迁移资本', '存量排名', '新设增速及排名', '行业存量占比', '三次产业新设占比与区位商', '类型占比', '新设注册资本', '存活率', '异常或歇业占比', '开办时长与一次办成率'];
const UNITS = ['count', 'percent', 'per_10000', 'count', 'percent', 'count', 'percent', 'percent', 'count', 'count', 'CNY', 'rank', 'percent', 'percent', 'percent', 'percent', 'CNY', 'percent', 'percent', 'working_hours'];
const KINDS = ['day', 'month', 'quarter', 'year', 'ytd'];

export const definitions = () =>
  NAMES.map((zh, index) => {
    const [module] = [MODULES.findIndex(([from, to]) => index + 1 >= from && index + 1 <= to)];
    return { indicator: index + 1, module: module + 1, module_zh: MODULES[module][2], module_en: MODULES[module][2], zh, en: zh, definition: zh, definition_zh: zh, unit: UNITS[index], periods: ['month', 'quarter', 'year'], scopes: index === 11 || index === 12 ? ['subdistrict'] : ['district', 'subdistrict', 'section', 'type'], combinations: index < 10 && index !== 2 };
  });

let added = 0;
const figuresOf = (size, place) =>
  Object.entries(PARTS).flatMap(([indicator, part]) =>
    KINDS.map((period_kind) => {
      const unit = UNITS[indicator - 1];
      const value = { count: Math.round(size * (indicator === '1' ? 1 : 0.01)) + (place === '李村' || place === '370213' ? added : 0), percent: ((size * 7) % 40) - 12, CNY: size * 1e5, per_10000: 2000 + (size % 900), rank: 1 + (size % 11), working_hours: 6.5 }[unit];
      const missing = indicator === '2' && period_kind === 'day';
      return { indicator: Number(indicator), part, period_kind, period: '2026-11', value: missing ? null : value, unit, available: !missing, reason: missing ? 'BASE_MISSING' : null };
    }),
  );

const scope = (kind, id, size) => ({ district: '370213', scope: kind, scope_id: id, version: added, as_of: new Date().toISOString(), figures: figuresOf(size, id) });
export const scopes = () => [
  scope('district', '370213', 170_400),
  ...PLACES.map((id, index) => scope('subdistrict', id, 21_000 - 1_500 * index)),
  ...SECTIONS.map((id, index) => scope('section', id, 40_000 / (1 + index))),
  ...TYPES.map((id, index) => scope('type', id, 98_000 - 40_000 * index)),
];
export const register = () => {
  added += 1;
};
export const breakdown = (by) => (by === 'industry' ? SECTIONS : by === 'type' ? TYPES : PLACES).map((id, index) => ({ id, figures: figuresOf(4_000 - 150 * index, id) }));
export const past = (indicator) =>
  Array.from({ length: 36 }, (_, index) => {
    const month = new Date(Date.UTC(2023, 11 + index, 1)).toISOString().slice(0, 7);
    return { figure: { indicator, part: PARTS[indicator], period_kind: 'month', period: month, value: 1000 + 20 * index + ((index * 37) % 90), unit: UNITS[indicator - 1], available: true, reason: null } };
  });
