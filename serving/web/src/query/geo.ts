import type { Position } from './guide';

/** A schematic map: places by their coordinates, areas as all that is nearest to a place. */

export interface Point { x: number; y: number }

export interface Projection {
  width: number;
  height: number;
  of(position: Position): Point;
}

/** Fits all positions into a width with a margin; distances east and north are alike. */
export function projectionOf(positions: Position[], width: number, margin: number): Projection {
  const shrink = Math.cos(((positions[0]?.latitude ?? 0) * Math.PI) / 180);
  const xs = positions.map((each) => each.longitude * shrink);
  const ys = positions.map((each) => -each.latitude);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const wide = Math.max(Math.max(...xs) - left, 1e-6);
  const high = Math.max(...ys) - top;
  const scale = (width - 2 * margin) / wide;
  return {
    width,
    height: high * scale + 2 * margin,
    of: (position) => ({
      x: (position.longitude * shrink - left) * scale + margin,
      y: (-position.latitude - top) * scale + margin,
    }),
  };
}

/** For each site the part of the frame that is nearer to it than to any other, as a polygon. */
export function cellsOf(sites: Point[], frame: Point[]): Point[][] {
  return sites.map((site) =>
    sites.reduce((cell, other) => (other === site ? cell : nearerThan(site, other, cell)), frame),
  );
}

/** Cuts a convex polygon along the middle between two points and keeps the first one's side. */
function nearerThan(site: Point, other: Point, polygon: Point[]): Point[] {
  const side = (point: Point) =>
    (point.x - other.x) ** 2 + (point.y - other.y) ** 2 - (point.x - site.x) ** 2 - (point.y - site.y) ** 2;
  return cut(polygon, side);
}

/** A frame around points: their hull as an octagon, so that a schematic map looks like no survey. */
export function frameOf(points: Point[], margin: number): Point[] {
  const least = (of: (point: Point) => number) => Math.min(...points.map(of)) - margin;
  const most = (of: (point: Point) => number) => Math.max(...points.map(of)) + margin;
  const [left, right, top, bottom] = [least((p) => p.x), most((p) => p.x), least((p) => p.y), most((p) => p.y)];
  const square: Point[] = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  const slack = margin * 0.45;
  const diagonals: [number, number][] = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  return diagonals.reduce((polygon, [dx, dy]) => {
    const far = Math.max(...points.map((p) => p.x * dx + p.y * dy)) + margin + slack;
    return cut(polygon, (p) => far - (p.x * dx + p.y * dy));
  }, square);
}

/** The part of a convex polygon where a linear measure is not negative. */
function cut(polygon: Point[], inside: (point: Point) => number): Point[] {
  const kept: Point[] = [];
  polygon.forEach((point, place) => {
    const next = polygon[(place + 1) % polygon.length] ?? point;
    const [here, there] = [inside(point), inside(next)];
    if (here >= 0) {
      kept.push(point);
    }
    if (here >= 0 !== there >= 0) {
      const part = here / (here - there);
      kept.push({ x: point.x + (next.x - point.x) * part, y: point.y + (next.y - point.y) * part });
    }
  });
  return kept;
}

export function pathOf(points: Point[]): string {
  return `${points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}Z`;
}

export function middleOf(points: Point[]): Point {
  const sum = points.reduce((all, point) => ({ x: all.x + point.x, y: all.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
