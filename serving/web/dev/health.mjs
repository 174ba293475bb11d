/** Made-up scores, heat, figures and map, for looking at the screens while they are being written. */
import { UNITS } from './district.mjs';

const FACTORS = [['late', 10], ['absent', 25], ['bad', 25], ['handle', 15], ['wait', 25]];
const category = (shi) => (shi === null ? null : shi >= 90 ? 'GREEN' : shi >= 80 ? 'BLUE' : shi >= 70 ? 'YELLOW' : shi >= 60 ? 'ORANGE' : 'RED');

/** The same place always has the same score. */
function seeded(text) {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.codePointAt(0)) % 9973;
  return hash / 9973;
}

export function scoreOf(scope, id, hall_id = null) {
  const luck = seeded(scope + id);
  const shi = luck > 0.96 ? null : Math.round((100 - 45 * (1 - luck) ** 2.2) * 100) / 100;
  const wide = scope === 'counter' ? 9 : 2;
  return {
    scope, scope_id: id, district: '370213', hall_id, version: 1, hall_time: new Date().toISOString(), shi,
    interval_low: shi === null ? null : Math.max(0, shi - wide), interval_high: shi === null ? null : Math.min(100, shi + wide),
    coverage: shi === null ? 41 : 100 - Math.round(30 * seeded(id)), category: category(shi), low_evidence: luck < 0.2 && scope === 'counter', ruleset: '1',
    incidents: [{ factor: 'wait', queue_id: 'q', ticket_no: 'A017', since: new Date(Date.now() - 19 * 60_000).toISOString(), loss_millionths: 500000 }],
    halls: 1, halls_behind: 0,
  };
}

export function scores(district) {
  const all = [scoreOf('district', '370213')];
  for (const { definition, counters, queues } of district) {
    const hall = definition.hall_id;
    all.push(scoreOf('hall', hall, hall));
    if (definition.subdistrict) all.push(scoreOf('subdistrict', definition.subdistrict));
    for (const queue of queues) all.push(scoreOf('unit', `${hall}/${queue.unit_id}`, hall));
    for (const counter of counters) all.push(scoreOf('counter', counter.counter_id, hall));
  }
  return all;
}

export function parts(id, district) {
  const worst = district[0].counters.slice(3, 6).map(({ counter_id }) => ({ counter_id, shi: scoreOf('counter', counter_id).shi ?? 50 }));
  return {
    factors: FACTORS.map(([factor, weight]) => {
      const penalty = seeded(factor + id) ** 3;
      return { factor, weight, exposure: factor === 'bad' ? 0 : 60, incidents: Math.round(9 * penalty), unknown: 0, loss_millionths: 0, prior: 0.05, rate: 0.05 + penalty / 5, penalty, points: factor === 'bad' ? 0 : weight * penalty };
    }),
    card_points: 3, warnings: 3, yellow_cards: 0, red_cards: 0, p10: 68.4, worst,
  };
}

export function days(scope, id, from, to) {
  const found = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const local_date = new Date(at).toISOString().slice(0, 10);
    const { category: of, ...score } = scoreOf(scope, id + local_date);
    found.push({ ...score, category: of, scope, scope_id: id, local_date, parts: parts(id + local_date, [{ counters: [] }]), revision: 2, is_final: true, reason: 'RATING_APPEAL_UPHELD', recorded: new Date(at + 110_000_000).toISOString() });
  }
  return found;
}

export function heat(hall) {
  const rows = [];
  const levels = ['COLD', 'WARM', 'WARM', 'BUSY', 'HOT', 'OVERLOADED'];
  for (let day = 0; day < 9; day += 1) {
    for (let half = 0; half < 18; half += 1) {
      const start = new Date(new Date().setUTCHours(1, 0, 0, 0) - day * 86_400_000 + half * 1_800_000);
      for (const queue of hall.queues) {
        const luck = seeded(`${queue.unit_id}${day}${half}`) * (half > 2 && half < 6 ? 1 : 0.7);
        if (seeded(`${half}${day}`) > 0.03) rows.push({ unit_id: queue.unit_id, unit_name: queue.unit_name, local_date: start.toISOString().slice(0, 10), slot_start: start.toISOString(), arrivals: 12, open_counters: 3, handling_minutes: 6, load: luck * 1.3, heat: levels[Math.floor(luck * 6)], incidents: 1 });
      }
    }
  }
  return rows;
}

export function figures(by, hall) {
  const of = { hall: () => [], unit: () => UNITS.map(({ unit_id, name }) => [unit_id, name]), counter: () => hall?.counters.map(({ counter_id, number }) => [counter_id, number]) ?? [], item: () => ['内资企业设立登记', '不动产转移登记', '社保转移接续', '食品经营许可', '税务登记', '居住证办理'].map((name) => [name, null]) };
  return of[by]().map(([id, name], index) => ({ id, name, tickets: 90 - 7 * index, served: 80 - 7 * index, mean_handling_seconds: 200 + 40 * index, p50_wait_seconds: 240, p90_wait_seconds: 900, rated: 20, good_rate: 1 - index / 60 }));
}

const NAMES = [['振华路', '001'], ['沧口', '003'], ['兴华路', '004'], ['兴城路', '005'], ['李村', '006'], ['虎山路', '007'], ['浮山路', '008'], ['湘潭路', '010'], ['楼山', '011'], ['九水', '012'], ['世园', '013']];

/** Not the product's map: boxes in four columns. */
export function map() {
  const shapes = NAMES.map(([id, code], index) => {
    const [x, y] = [(index % 4) * 4, Math.floor(index / 4) * 3];
    return { id, code: `370213${code}`, zh: id, en: id, label: [x + 2, y + 1.5], rings: [[[x, y], [x + 3.9, y], [x + 3.9, y + 2.9], [x, y + 2.9]]] };
  });
  return { kind: 'schematic', attribution: null, shapes };
}
