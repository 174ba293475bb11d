import { describe, expect, it } from 'vitest';
import { isWithin, labelsOf, type DistrictMap, type MapShape, type Spot } from '../src/maps/map';
import { boxAround, boxOf, freeSpot, namesBeside, type Box } from '../src/maps/room';
import type { Guide, ServicePoint } from '../src/query/guide';
import { sheetOf, type Sheet } from '../src/query/sheet';

/** Ten kilometres wide and high, with its name in the middle. */
const square = (id: string, left: number): MapShape => ({
  id,
  code: id,
  zh: id,
  label: [left + 5, 5],
  rings: [[[left, 0], [left + 10, 0], [left + 10, 10], [left, 10]]],
});
const sketch: DistrictMap = {
  kind: 'schematic',
  km_per_degree_east: 1,
  km_per_degree_north: 1,
  shapes: [square('李村', 0), square('九水', 10)],
};
const lies = ([x, y]: Spot) => ({ longitude: x, latitude: -y });
const point = (point_id: string, at: Spot, more: Partial<ServicePoint> = {}): ServicePoint => ({
  point_id,
  name: point_id,
  kind: 'SUBDISTRICT',
  address: '',
  position: lies(at),
  hours: [],
  services: [],
  ...more,
});
const sheet = (points: ServicePoint[], written: (thing: object) => string): Sheet =>
  sheetOf(sketch, {
    guide: { hall_id: 'h', points, restricted_areas: [] } as unknown as Guide,
    points: points.map(({ point_id }) => point_id),
    areas: [],
    inEnglish: false,
    written,
  });
const isCovered = (one: Box, other: Box) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

describe('names on a map', () => {
  const nameBox = (label: { x: number; y: number; size: number }) => boxOf([label.x, label.y - label.size * 0.15], { text: '李村', size: label.size * 0.8 });

  it('stand where they stood if nothing lies there', () => {
    expect([...namesBeside(sketch, false, [boxAround([1, 1], 0.4)]).values()]).toEqual([...labelsOf(sketch).values()]);
  });

  it('give way to pins, within their shape', () => {
    const pins = [boxAround([5, 5], 0.45), boxAround([5.4, 6.2], 0.45)];
    const [[shape, label]] = [...namesBeside(sketch, false, [...pins])] as [[MapShape, { x: number; y: number; size: number }]];
    expect(pins.some((pin) => isCovered(nameBox(label), pin))).toBe(false);
    expect(isWithin(shape, [label.x, label.y])).toBe(true);
  });

  it('are not covered by the pins of a sheet, nor by what is written beside them', () => {
    const points = [point('here', [5, 5]), point('there', [6.2, 6.2]), point('far', [15, 5])];
    const { pins, names } = sheet(points, [], (thing) => (thing as ServicePoint).name);
    const unit = 20.6 / 900;
    const boxes = [...names.values()].map(nameBox);
    const written = pins.map(({ at, beside }) => boxOf([at[0] + beside!.x * unit, at[1] + beside!.y * unit], { text: beside!.text, size: 26 * unit }));
    const signs = pins.map(({ at }) => boxAround(at, 20 * unit));
    const all = [...boxes, ...written, ...signs];
    all.forEach((one, index) => all.slice(index + 1).forEach((other) => expect(isCovered(one, other)).toBe(false)));
  });
});

describe('words', () => {
  it('stand where they cover least if there is no room', () => {
    const words = { text: '李', size: 1 };
    const taken = [boxAround([0, 0], 2), boxAround([5, 0.8], 1)];
    expect(freeSpot([[0, 0], [5, 0]], words, taken)).toEqual([5, 0]);
    expect(freeSpot([[0, 0], [5, 0], [9, 9]], words, taken)).toEqual([9, 9]);
  });

  it('beside a pin at the upper edge stand below it', () => {
    const [pin] = sheet([point('p', [17, 0])], () => '市民中心').pins;
    expect(pin!.beside!.y).toBeGreaterThan(0);
  });
});
