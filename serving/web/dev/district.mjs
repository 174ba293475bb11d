/** A made-up district for looking at the screens while they are being written. */

export const UNITS = [
  '市场监管局', '税务局', '公安分局', '人社局', '医疗保障局', '自然资源局', '住建局', '民政局', '卫生健康局',
  '行政审批局', '教育体育局', '交通运输局', '城市管理局', '应急管理局', '农业农村局', '文化旅游局', '司法局',
  '残联', '不动产登记中心', '公积金中心', '水电气热专区',
].map((name, index) => ({ unit_id: `U${String(index + 1).padStart(2, '0')}`, name }));

const SUBDISTRICTS = [
  ['370213001', '振华路'], ['370213003', '沧口'], ['370213004', '兴华路'], ['370213005', '兴城路'],
  ['370213006', '李村'], ['370213007', '虎山路'], ['370213008', '浮山路'], ['370213010', '湘潭路'],
  ['370213011', '楼山'], ['370213012', '九水'], ['370213013', '世园'],
];

/** Repeatable randomness: two runs show the same district. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export function halls() {
  const main = { hall_id: '370213-center', name: '李沧区政务服务中心', subdistrict: null, counters: 60, units: 21 };
  const centres = SUBDISTRICTS.map(([code, name], index) => ({
    hall_id: `${code}-center`,
    name: `${name}街道便民服务中心`,
    subdistrict: code,
    counters: 4 + (index % 4),
    units: 3,
  }));
  return [main, ...centres];
}
