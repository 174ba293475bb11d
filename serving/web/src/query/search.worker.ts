import { readPinyin } from './reader';
import { SearchIndex } from './search';

/** Searches beside the page: the dictionary of readings is loaded here, and never by the page itself. */
export type Asked = { texts: string[] } | { id: number; query: string; most: number };

/** None until the texts are read: who asks before, or after they could not be, gets no answer that looks like one. */
let index: SearchIndex | null = null;

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  if ('texts' in data) {
    index = null;
    index = new SearchIndex(data.texts, readPinyin);
  } else if (index === null) {
    throw new Error('The texts to search could not be read');
  } else {
    self.postMessage({ id: data.id, hits: index.find(data.query, data.most) });
  }
};
