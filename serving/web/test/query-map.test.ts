import { describe, expect, it } from 'vitest';
import { FOOT, isWithin, labelsOf, NAME, spotOf, type DistrictMap, type MapShape, type Spot } from '../src/maps/map';
import { boxAround, boxOf, freeSpot, namesBeside, type Box } from '../src/maps/room';
import type { Guide, RestrictedArea, ServicePoint } from '../src/query/guide';
import { sheetOf, type Sheet } from '../src/query/sheet';

/** Ten kilometres wide and high, with its name in the middle; the point of the name truly lies at its site. */
const square = (id: string, left: number, site?: Spot): MapShape => ({
  id,
  code: id,
  zh: id,
  label: [left + 5, 5],
  site: site ?? null,
  rings: [[[left, 0], [left + 10, 0], [left + 10, 10], [left, 10]]],
});
const sketch: DistrictMap = {
  kind: 'schematic',
  km_per_degree_east: 1,
  km_per_degree_north: 1,
  shapes: [square('李村', 0, [3, 5]), square('九水', 10, [17, 5])],
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
const area = (area_id: string, [x, y]: Spot): RestrictedArea => ({
  area_id,
  name: area_id,
  addresses: [],
  business: '',
  reason: '',
  outline: [[x - 0.2, y - 0.2], [x + 0.2, y - 0.2], [x + 0.2, y + 0.2], [x - 0.2, y + 0.2]].map((corner) => lies(corner as Spot)),
});
const sheet = (points: ServicePoint[], areas: RestrictedArea[] = [], written: (thing: object) => string = () => ''): Sheet =>
  sheetOf(sketch, {
    guide: { hall_id: 'h', points, restricted_areas: areas } as unknown as Guide,
    points: points.map(({ point_id }) => point_id),
    areas: areas.map(({ area_id }) => area_id),
    inEnglish: false,
    written,
  });
const apart = (one: Spot, other: Spot) => Math.hypot(one[0] - other[0], one[1] - other[1]);
const isCovered = (one: Box, other: Box) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

describe('a sketch that makes room for names', () => {
  it('moves names, pins and areas alike', () => {
    expect(spotOf(sketch, lies([3, 5]))).toEqual([5, 5]);
    const { pins, areas } = sheet([point('p', [3.4, 5.3], { subdistrict: '李村' })], [area('a', [3.4, 5.3])]);
    expect(apart(pins[0]!.at, areas[0]!.at)).toBeLessThan(0.05);
    expect(apart(areas[0]!.at, [5.4, 5.3])).toBeLessThan(0.2);
  });

  it('leaves what lies to the left of something to the left of it', () => {
    const row = Array.from({ length: 100 }, (_, step) => spotOf(sketch, lies([step / 5, 4]))[0]);
    expect(row.every((x, index) => index === 0 || x > row[index - 1]!)).toBe(true);
  });

  it('moves nothing on a real map, nor on one that does not say what it moved', () => {
    const real = { ...sketch, shapes: [square('李村', 0), square('九水', 10)] };
    expect(spotOf(real, lies([3.4, 5.3]))).toEqual([3.4, 5.3]);
  });
});

describe('names on a map', () => {
  const nameBox = (label: { x: number; y: number; size: number }) => boxOf([label.x, label.y - label.size * FOOT], { text: '李村', size: label.size * NAME });

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
    const points = [point('here', [3, 5]), point('there', [4.2, 6.2]), point('far', [17, 5])];
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
    const [pin] = sheet([point('p', [17, 0])], [], () => '市民中心').pins;
    expect(pin!.beside!.y).toBeGreaterThan(0);
  });
});
