import type { Guide } from './guide';
import { hashOf } from './place';
import type { Entry } from './search';
import type { words } from './words';

type Words = (typeof words)['value'];

/** All that the first page's search leads to. */
export function entriesOf(guide: Guide, words: Words): Entry[] {
  const units = new Map(guide.units.map((unit) => [unit.unit_id, unit.name]));
  return [
    ...guide.items.map(
      (item): Entry => ({
        to: hashOf('item', item.item_code),
        kind: 'item',
        text: item.name,
        more: [
          units.get(item.unit_id) ?? '',
          item.committed_minutes === undefined ? '' : words.items.committed(item.committed_minutes),
        ]
          .filter(Boolean)
          .join(' · '),
      }),
    ),
    ...guide.units.map(
      (unit): Entry => ({ to: hashOf('items', unit.unit_id), kind: 'unit', text: unit.name, more: '' }),
    ),
    ...guide.points.map(
      (point): Entry => ({ to: hashOf('map', point.point_id), kind: 'place', text: point.name, more: point.address }),
    ),
    ...guide.news.map(
      (news): Entry => ({ to: hashOf('news', news.news_id), kind: 'news', text: news.title, more: news.published }),
    ),
    ...guide.restricted_areas.map(
      (area): Entry => ({ to: hashOf('restricted', area.area_id), kind: 'area', text: area.name, more: area.business }),
    ),
  ];
}
