import { readPinyin } from './reader';
import { SearchIndex } from './search';

/** Searches beside the page: the dictionary of readings is loaded here, and never by the page itself. */
export type Asked = { texts: string[] } | { id: number; query: string; most: number };

let index = new SearchIndex([], readPinyin);

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  if ('texts' in data) {
    index = new SearchIndex(data.texts, readPinyin);
  } else {
    self.postMessage({ id: data.id, hits: index.find(data.query, data.most) });
  }
};
