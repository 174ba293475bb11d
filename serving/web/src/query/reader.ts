import { pinyin } from 'pinyin-pro';
import type { Reader } from './search';

/** Syllables as they are read in their context: 银行 is yin hang, 行政 is xing zheng. */
export const readPinyin: Reader = (text) => {
  const characters = Array.from(text);
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced', v: true });
  return syllables.length === characters.length ? syllables : characters;
};
