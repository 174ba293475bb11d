import type { Counter } from './guide';

/** A schematic hall: counters in the order of their numbers, row behind row, the door in front. */

export interface Spot { counter: Counter; row: number; column: number; x: number; y: number }

export const COUNTER_WIDTH = 58;
const AISLE = 64;
const ROW_HEIGHT = 118;
const LEFT = 20;
const TOP = 70;

export interface Floor { width: number; height: number; columns: number; spots: Spot[]; door: { x: number; y: number } }

/** Rows of even length, as few as keep a row short enough to walk past; the first is nearest to the door. */
export function floorOf(counters: Counter[]): Floor {
  const rows = Math.max(1, Math.ceil(counters.length / 16));
  const half = Math.max(1, Math.ceil(counters.length / rows / 2));
  const columns = 2 * half;
  const width = 2 * LEFT + columns * COUNTER_WIDTH + AISLE;
  const height = TOP + rows * ROW_HEIGHT + 60;
  const spots = counters.map((counter, place) => {
    const row = Math.floor(place / columns);
    const column = place % columns;
    return {
      counter,
      row,
      column,
      x: LEFT + column * COUNTER_WIDTH + (column >= half ? AISLE : 0),
      y: TOP + (rows - 1 - row) * ROW_HEIGHT,
    };
  });
  return { width, height, columns, spots, door: { x: LEFT + half * COUNTER_WIDTH + AISLE / 2, y: height - 24 } };
}

/** From the door along the aisle to a counter, as corners. */
export function wayTo(floor: Floor, spot: Spot): { x: number; y: number }[] {
  const before = spot.y + 74;
  return [
    floor.door,
    { x: floor.door.x, y: before },
    { x: spot.x + COUNTER_WIDTH / 2, y: before },
    { x: spot.x + COUNTER_WIDTH / 2, y: spot.y + 56 },
  ];
}

export interface Direction { row: number; side: 'LEFT' | 'RIGHT' }

export function directionTo(floor: Floor, spot: Spot): Direction {
  return { row: spot.row + 1, side: spot.column < floor.columns / 2 ? 'LEFT' : 'RIGHT' };
}
