/** The map of a district as serving gives it: shapes in kilometres, to the right and down. */

export interface MapShape {
  /** As the economy's figures call it. */
  id: string;
  /** As the halls' reference data call it. */
  code?: string | null;
  zh: string;
  en?: string | null;
  label: [number, number];
  /** Where that point truly lies, if the map moved it to make room for names. */
  site?: [number, number] | null;
  rings: [number, number][][];
}

export interface DistrictMap {
  kind: 'schematic' | 'geojson';
  attribution?: string | null;
  km_per_degree_east: number;
  km_per_degree_north: number;
  shapes: MapShape[];
}

/** A point of the sheet. */
export type Spot = [x: number, y: number];

const MARGIN = 0.3;

/** The part of the sheet that is drawn on, for an SVG's viewBox; with more that lies on it. */
export function viewBoxOf(map: DistrictMap, more: readonly Spot[] = []): string {
  const points = [...map.shapes.flatMap(({ rings }) => rings.flat()), ...more];
  if (points.length === 0) {
    return '0 0 1 1';
  }
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [least(xs) - MARGIN, least(ys) - MARGIN];
  return [left, top, -least(xs.map((x) => -x)) + MARGIN - left, -least(ys.map((y) => -y)) + MARGIN - top]
    .map((number) => number.toFixed(2))
    .join(' ');
}

// Not Math.min(...numbers): a detailed map has more points than a call takes arguments.
const least = (numbers: number[]): number => numbers.reduce((one, other) => (one < other ? one : other));

/** What a shape is called on the sheet. */
export function nameOf(shape: MapShape, inEnglish: boolean): string {
  return inEnglish && shape.en ? shape.en : shape.id;
}

export function pathOfShape(shape: MapShape): string {
  return shape.rings.map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');
}

/** Where a place lies on the sheet: one way for all that is drawn on it, names, pins and areas. */
export function spotOf(map: DistrictMap, { longitude, latitude }: { longitude: number; latitude: number }): Spot {
  return moved(map, [longitude * map.km_per_degree_east, -latitude * map.km_per_degree_north]);
}

/**
 * A schematic map moves its subdistricts to make room for their names, up to a kilometre. All that lies there moves
 * along: as far as the subdistricts around it, the nearer ones counting more (by the square of the distance).
 */
function moved(map: DistrictMap, [x, y]: Spot): Spot {
  let [right, down, weights] = [0, 0, 0];
  for (const { site, label } of map.shapes) {
    if (site) {
      const square = (site[0] - x) ** 2 + (site[1] - y) ** 2;
      if (square === 0) {
        return label;
      }
      right += (label[0] - site[0]) / square;
      down += (label[1] - site[1]) / square;
      weights += 1 / square;
    }
  }
  return weights === 0 ? [x, y] : [x + right / weights, y + down / weights];
}

/**
 * Where a place of a subdistrict is drawn. On a schematic map a place near an edge may come to lie beside its
 * subdistrict's shape: it is then drawn within, towards the name. On a real map it stays where it is.
 */
export function spotWithin(map: DistrictMap, code: string | null | undefined, at: Spot): Spot {
  const shape = code ? map.shapes.find((each) => each.code === code) : undefined;
  if (map.kind !== 'schematic' || shape === undefined || isWithin(shape, at)) {
    return at;
  }
  let [inside, outside] = [shape.label, at];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle: Spot = [(inside[0] + outside[0]) / 2, (inside[1] + outside[1]) / 2];
    if (isWithin(shape, middle)) {
      inside = middle;
    } else {
      outside = middle;
    }
  }
  // Not on the edge itself, where a pin would lie half in the neighbour's.
  return [inside[0] * (1 - INWARD) + shape.label[0] * INWARD, inside[1] * (1 - INWARD) + shape.label[1] * INWARD];
}

const HALVINGS = 12;
const INWARD = 0.25;

/** Counts the edges to the right of a point: an odd number if it lies within. */
export function isWithin(shape: MapShape, [x, y]: Spot): boolean {
  let within = false;
  for (const ring of shape.rings) {
    ring.forEach(([ax, ay], place) => {
      const [bx, by] = ring[(place + 1) % ring.length]!;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) {
        within = !within;
      }
    });
  }
  return within;
}

export interface Label {
  x: number;
  y: number;
  size: number;
}

/** How wide and high what is written on a shape is, in letters. */
const WIDE = 3.9;
const HIGH = 3.1;
const ROUNDS = 20;

/** A name without a number under it: how high its letters are and how far above the label its foot stands, of the label's size. */
export const NAME = 0.8;
export const FOOT = 0.15;

/** Where each shape's words stand: where the map says, moved up or down as far as they would overlap. */
export function labelsOf(map: DistrictMap): Map<MapShape, Label> {
  const labels = map.shapes.map((shape) => ({ x: shape.label[0], y: shape.label[1], size: letterSize(shape, map) }));
  for (let round = 0; round < ROUNDS; round += 1) {
    labels.forEach((one, index) => labels.slice(index + 1).forEach((other) => part(one, other)));
  }
  return new Map(map.shapes.map((shape, index) => [shape, labels[index]!]));
}

function part(one: Label, other: Label): void {
  const sizes = (one.size + other.size) / 2;
  const overlap = sizes * HIGH - Math.abs(one.y - other.y);
  if (overlap > 0 && Math.abs(one.x - other.x) < sizes * WIDE) {
    const up = one.y <= other.y ? 1 : -1;
    one.y -= (up * overlap) / 2;
    other.y += (up * overlap) / 2;
  }
}

/** What is written on a shape: as large as its width allows, within limits. */
export function letterSize(shape: MapShape, map: DistrictMap): number {
  const [, , width = 1] = viewBoxOf(map).split(' ').map(Number);
  const xs = shape.rings.flat().map(([x]) => x);
  const own = -least(xs.map((x) => -x)) - least(xs);
  return Math.min(width / 24, Math.max(width / 34, own / 4.6));
}
