import { describe, expect, it } from 'vitest';
import { isWithin, labelsOf, letterSize, pathOfShape, spotOf, spotWithin, viewBoxOf, type DistrictMap, type Spot } from '../src/maps/map';
import { compare } from '../src/panorama/compare';
import { figuresUrl, type DayFigures } from '../src/panorama/figures';
import { stepsOf, ticketsUrl } from '../src/panorama/tickets';
import { score, shownHall } from './factories';

const day = (id: string, changes: Partial<DayFigures> = {}): DayFigures => ({ id, tickets: 1, served: 1, rated: 0, ...changes });

describe('comparing subdistricts', () => {
  const halls = [
    shownHall({ hall_id: 'main', subdistrict: null, waiting: 50 }),
    shownHall({ hall_id: 'a1', subdistrict: 'a', waiting: 2, p90_wait_seconds: 60 }),
    shownHall({ hall_id: 'a2', subdistrict: 'a', waiting: 3, p90_wait_seconds: 90 }),
    shownHall({ hall_id: 'b1', subdistrict: 'b', waiting: 9 }),
  ];
  const values = (measure: Parameters<typeof compare>[0], days: DayFigures[] = []) =>
    compare(measure, halls, days, new Map([['subdistrict/a', score({ shi: 77 })]])).map(({ subdistrict, value }) => [subdistrict, value]);

  it('adds counts up, the largest first, without the halls of no subdistrict', () => {
    expect(values('waiting')).toEqual([['b', 9], ['a', 5]]);
  });

  it('takes the longest of quantiles and the index as it was computed', () => {
    expect(values('p90')).toEqual([['a', 90], ['b', null]]);
    expect(values('index')).toEqual([['a', 77], ['b', null]]);
  });

  it('weighs rates by what they rest on', () => {
    const days = [day('a1', { rated: 1, good_rate: 0 }), day('a2', { rated: 3, good_rate: 1 }), day('b1')];
    expect(values('good', days)).toEqual([['a', 0.75], ['b', null]]);
  });
});

describe('figures of a day', () => {
  it('are asked of a hall, else of the district, once it is known whose', () => {
    expect(figuresUrl({ hall: 'h', unit: 'u' }, 'counter', '2026-03-02', 5)).toBe('/api/v1/halls/h/figures?date=2026-03-02&by=counter&limit=5&unit=u');
    expect(figuresUrl({ district: 'd' }, 'hall', '2026-03-02')).toBe('/api/v1/districts/d/figures?date=2026-03-02&by=hall&limit=100');
    expect(figuresUrl({ district: null }, 'hall', '2026-03-02')).toBeNull();
    expect(figuresUrl({ hall: 'h' }, 'unit', null)).toBeNull();
  });
});

describe('tickets of a place', () => {
  const ticket = (ticket_id: string, counter_id: string, issued_at: string) => ({ ticket_id, counter_id, unit_id: 'u', issued_at });

  it('are asked for of one place, and without the clerks, so that no look is written down', () => {
    expect(ticketsUrl('h/1', 'counter', 'c 1', '2026-03-02', 100)).toBe(
      '/api/v1/halls/h%2F1/tickets?date=2026-03-02&counter=c+1&staff=false&limit=100',
    );
    expect(ticketsUrl('h', 'unit', 'u', '2026-03-02', 100)).toContain('unit=u&');
  });

  it('show the steps that each has taken', () => {
    expect(stepsOf({ ...ticket('1', 'c', '2026-03-02T01:00:00Z'), started_at: '2026-03-02T01:09:00Z' }).map(({ what }) => what)).toEqual(['issued', 'started']);
  });
});

describe('the map', () => {
  const map: DistrictMap = {
    kind: 'schematic',
    km_per_degree_east: 10,
    km_per_degree_north: 20,
    shapes: [
      { id: 'a', zh: 'a', label: [1, 1], rings: [[[0, 0], [10, 0], [10, 4]]] },
      { id: 'b', zh: 'b', label: [1, 1], rings: [[[10, 0], [11, 0], [11, 4]]] },
    ],
  };

  it('shows places where they lie, and all of them', () => {
    expect(spotOf(map, { longitude: 0.5, latitude: -0.1 })).toEqual([5, 2]);
    expect(viewBoxOf({ ...map, shapes: [] }, [[1, 1], [3, 2]])).toBe('0.70 0.70 2.60 1.60');
    expect(viewBoxOf(map, [[20, 1]])).toBe('-0.30 -0.30 20.60 4.60');
  });

  it('draws a place of a subdistrict within its shape if the map is a sketch, and where it is if not', () => {
    const square = { id: 's', code: '370213006', zh: 's', label: [5, 5] as Spot, rings: [[[0, 0], [10, 0], [10, 10], [0, 10]] as Spot[]] };
    const sketch = { ...map, shapes: [square] };
    expect(isWithin(square, [5, 5])).toBe(true);
    expect(isWithin(square, [11, 5])).toBe(false);
    const [x, y] = spotWithin(sketch, '370213006', [14, 5]);
    expect([x > 8 && x < 10, y]).toEqual([true, 5]);
    expect(spotWithin(sketch, '370213006', [3, 4])).toEqual([3, 4]);
    expect(spotWithin(sketch, null, [14, 5])).toEqual([14, 5]);
    expect(spotWithin({ ...sketch, kind: 'geojson' }, '370213006', [14, 5])).toEqual([14, 5]);
  });

  it('is drawn whole, with a margin', () => {
    expect(viewBoxOf(map)).toBe('-0.30 -0.30 11.60 4.60');
    expect(pathOfShape(map.shapes[0]!)).toBe('M0 0L10 0L10 4Z');
    expect(viewBoxOf({ ...map, kind: 'geojson', shapes: [] })).toBe('0 0 1 1');
  });

  it('moves words apart that would stand on each other, and no others', () => {
    const [one, other] = [...labelsOf(map).values()];
    expect(one!.x).toBe(1);
    expect(Math.abs(one!.y - other!.y)).toBeGreaterThanOrEqual(((one!.size + other!.size) / 2) * 3.1 - 1e-9);
    const apart = { ...map, shapes: [map.shapes[0]!, { ...map.shapes[1]!, label: [9, 3] as [number, number] }] };
    expect([...labelsOf(apart).values()].map(({ y }) => y)).toEqual([1, 3]);
  });

  it('writes smaller on small shapes, but never too small', () => {
    expect(letterSize(map.shapes[0]!, map)).toBeCloseTo(11.6 / 24);
    expect(letterSize(map.shapes[1]!, map)).toBeCloseTo(11.6 / 34);
  });
});
