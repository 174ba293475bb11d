import { download, toCsv } from './csv';
import type { Figure } from './figures';
import type { Looked } from './useView';

const FIGURE = ['indicator', 'part', 'period_kind', 'period', 'value', 'unit', 'reason'] as const;
const cellsOf = (figure: Figure) => FIGURE.map((name) => figure[name] ?? null);

/** All running figures of what is filtered, as a file; the filter stands in each line. */
export function saveFigures(looked: Looked): void {
  const { subdistrict, industry, type } = looked.view.value.filter;
  const lines = looked.figures.value.map((figure) => [subdistrict, industry, type, ...cellsOf(figure)]);
  download('figures.csv', toCsv([['subdistrict', 'industry', 'type', ...FIGURE], ...lines]));
}

/** What colours the map, as a file. */
export function saveMap(figures: ReadonlyMap<string, Figure | null>, name: string): void {
  const lines = [...figures].flatMap(([id, figure]) => (figure === null ? [] : [[id, ...cellsOf(figure)]]));
  download(`map-${name}.csv`, toCsv([['subdistrict', ...FIGURE], ...lines]));
}
