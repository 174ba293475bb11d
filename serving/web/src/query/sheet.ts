/** The query screen's map as it is drawn: service points as pins, restricted premises as areas, words beside them. */

import { spotOf, spotWithin, viewBoxOf, type DistrictMap, type Label, type MapShape, type Spot } from '../maps/map';
import { boxAround, boxOf, freeSpot, namesBeside, widthOf, type Box } from '../maps/room';
import type { Guide, RestrictedArea, ServicePoint } from './guide';

/** Pins and what is written beside them are drawn for a sheet of this width. */
export const WIDTH = 900;
/** How far a pin or an area's sign reaches, and how high letters are. */
const REACH = 20;
const LETTERS = 26;

/** Words beside a pin or sign, from its middle. */
export interface Beside {
  text: string;
  x: number;
  y: number;
}
export interface Pin { point: ServicePoint; at: Spot; beside: Beside | null }
export interface Area { area: RestrictedArea; path: string; at: Spot; beside: Beside | null }
export interface Sheet {
  pins: Pin[];
  areas: Area[];
  /** All that must be in sight. */
  around: Spot[];
  names: Map<MapShape, Label>;
}

/** What is to be drawn: of the guide those points and areas, and what is written beside one of them; empty for nothing. */
export interface Wanted {
  guide: Guide;
  points: readonly string[];
  areas: readonly string[];
  inEnglish: boolean;
  written: (thing: ServicePoint | RestrictedArea) => string;
}

export function sheetOf(map: DistrictMap, { guide, points, areas, inEnglish, written }: Wanted): Sheet {
  const pins = guide.points
    .filter((point) => points.includes(point.point_id))
    .map((point) => ({ point, at: spotWithin(map, point.subdistrict, spotOf(map, point.position)) }));
  const outlined = guide.restricted_areas
    .filter((area) => areas.includes(area.area_id))
    .map((area) => {
      const corners = area.outline.map((corner) => spotOf(map, corner));
      return { area, corners, path: `M${corners.map((corner) => corner.join(' ')).join('L')}Z`, at: middleOf(corners) };
    });
  const around = [...pins.map(({ at }) => at), ...outlined.flatMap(({ corners }) => corners)];
  const [left = 0, top = 0, width = 1, height = 1] = viewBoxOf(map, around).split(' ').map(Number);
  const unit = width / WIDTH;
  const taken = [...pins, ...outlined].map(({ at }) => boxAround(at, REACH * unit));
  const names = namesBeside(map, inEnglish, taken);
  taken.push(...beyond({ left, top, right: left + width, bottom: top + height }));
  const beside = (at: Spot, text: string): Beside | null => (text === '' ? null : besideOf(at, text, unit, taken));
  return {
    pins: pins.map((pin) => ({ ...pin, beside: beside(pin.at, written(pin.point)) })),
    areas: outlined.map(({ area, path, at }) => ({ area, path, at, beside: beside(at, written(area)) })),
    around,
    names,
  };
}

/** Above, below, or to a side, where there is room. */
function besideOf([x, y]: Spot, text: string, unit: number, taken: Box[]): Beside {
  const words = { text, size: LETTERS * unit };
  const aside = (widthOf(text) * LETTERS) / 2 + REACH + 6;
  const [above, ...others]: [Spot, ...Spot[]] = [[0, -28], [0, 46], [aside, 9], [-aside, 9]];
  const spotAt = ([right, down]: Spot): Spot => [x + right * unit, y + down * unit];
  const spot = freeSpot([spotAt(above), ...others.map(spotAt)], words, taken);
  taken.push(boxOf(spot, words));
  return { text, x: (spot[0] - x) / unit, y: (spot[1] - y) / unit };
}

/** What is written there is cut off. */
function beyond({ left, top, right, bottom }: Box): Box[] {
  const sheet = { left, top, right, bottom };
  return [
    { ...sheet, left: -Infinity, right: left },
    { ...sheet, left: right, right: Infinity },
    { ...sheet, top: -Infinity, bottom: top },
    { ...sheet, top: bottom, bottom: Infinity },
  ];
}

function middleOf(corners: Spot[]): Spot {
  const sum = corners.reduce(([x, y], corner) => [x + corner[0], y + corner[1]], [0, 0]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}
