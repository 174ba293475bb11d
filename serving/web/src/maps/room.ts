/** Where words stand on a map so that nothing lies over them. */

import { FOOT, isWithin, labelsOf, NAME, nameOf, type DistrictMap, type Label, type MapShape, type Spot } from './map';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Words and how high their letters are. */
export interface Words {
  text: string;
  size: number;
}

/** Around a spot. */
export function boxAround([x, y]: Spot, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** What words cover whose foot stands at a spot, in its middle. */
export function boxOf([x, y]: Spot, { text, size }: Words): Box {
  const half = (widthOf(text) * size) / 2;
  return { left: x - half, top: y - size * 0.85, right: x + half, bottom: y + size * 0.2 };
}

/** In letters: a Chinese one is as wide as it is high, others are narrower. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 1 : 0.6), 0);
}

/** The first of some spots where words cover nothing that is taken, else the one where they cover least. */
export function freeSpot(spots: readonly [Spot, ...Spot[]], words: Words, taken: readonly Box[]): Spot {
  let [best, least] = [spots[0], Infinity];
  for (const spot of spots) {
    const own = boxOf(spot, words);
    const covered = taken.reduce((sum, other) => sum + shared(own, other), 0);
    if (covered < least) {
      [best, least] = [spot, covered];
    }
  }
  return best;
}

function shared(one: Box, other: Box): number {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

const RINGS = [1, 2, 3, 4, 5, 6];
/** Below and above first: names are wide. */
const SIDES: Spot[] = [[0, 1], [0, -1], [1.5, 0], [-1.5, 0], [1.5, 1], [-1.5, 1], [1.5, -1], [-1.5, -1]];

/**
 * Where the map's names stand: where they stood, or moved as far as they must, within their shape if that can be.
 *
 * @param taken where something else stands; the names are added
 */
export function namesBeside(map: DistrictMap, inEnglish: boolean, taken: Box[]): Map<MapShape, Label> {
  const names = new Map<MapShape, Label>();
  for (const [shape, label] of labelsOf(map)) {
    const words = { text: nameOf(shape, inEnglish), size: label.size * NAME };
    const foot: Spot = [label.x, label.y - label.size * FOOT];
    const step = words.size / 2;
    const around = RINGS.flatMap((ring) => SIDES.map(([x, y]): Spot => [foot[0] + x * ring * step, foot[1] + y * ring * step]));
    const [within, beside] = [around.filter((spot) => isWithin(shape, spot)), around.filter((spot) => !isWithin(shape, spot))];
    const spot = freeSpot([foot, ...within, ...beside], words, taken);
    taken.push(boxOf(spot, words));
    names.set(shape, { ...label, x: spot[0], y: spot[1] + label.size * FOOT });
  }
  return names;
}
