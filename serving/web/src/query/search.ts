/** Finds a text by characters, pinyin, pinyin initials, or nearly so. */

export interface Entry {
  /** Where it leads: the address of a page. */
  to: string;
  kind: 'item' | 'unit' | 'place' | 'area' | 'news';
  text: string;
  /** Shown below; not looked in. */
  more: string;
}

export interface Hit {
  /** Place of the entry in what was indexed. */
  index: number;
  score: number;
  /** Which characters of the text it was; none if it was only nearly so. */
  from: number;
  length: number;
}

/** The syllable of each character; a character that has none stands for itself. */
export type Reader = (text: string) => string[];

interface Indexed {
  text: string;
  initials: string;
  syllables: string[];
}

/** Shorter ones are nearly everything. */
const SHORTEST_FUZZY = 3;
const SHORTEST_FUZZY_LETTERS = 4;
/** As many bits as a whole number has. */
const LONGEST_FUZZY = 30;

export class SearchIndex {
  private readonly entries: Indexed[];

  constructor(texts: string[], read: Reader) {
    this.entries = texts.map((text) => {
      const syllables = read(text).map((syllable) => syllable.toLowerCase());
      return {
        text: text.toLowerCase(),
        syllables,
        initials: syllables.map((syllable) => syllable.charAt(0)).join(''),
      };
    });
  }

  /** The best first; of equal ones the shorter text, which says less else. */
  find(query: string, most: number): Hit[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      return [];
    }
    const matchers = words.map(matcherOf);
    const hits: Hit[] = [];
    this.entries.forEach((entry, index) => {
      const hit = matchAll(entry, matchers);
      if (hit !== null) {
        hits.push({ index, ...hit });
      }
    });
    return hits
      .sort(
        (one, other) =>
          other.score - one.score ||
          (this.entries[one.index]?.text.length ?? 0) - (this.entries[other.index]?.text.length ?? 0) ||
          one.index - other.index,
      )
      .slice(0, most);
  }
}

type Match = Omit<Hit, 'index'>;
type Matcher = (entry: Indexed) => Match | null;

/** Each word must be found; the weakest decides. */
function matchAll(entry: Indexed, matchers: Matcher[]): Match | null {
  let weakest: Match | null = null;
  for (const matches of matchers) {
    const match = matches(entry);
    if (match === null) {
      return null;
    }
    if (weakest === null || match.score < weakest.score) {
      weakest = match;
    }
  }
  return weakest;
}

function matcherOf(word: string): Matcher {
  const areLetters = /^[a-z]+$/.test(word);
  const isNearly = nearly(word);
  const isLong = word.length >= (areLetters ? SHORTEST_FUZZY_LETTERS : SHORTEST_FUZZY);
  return (entry) => {
    const at = entry.text.indexOf(word);
    if (at >= 0) {
      const whole = entry.text.length === word.length ? 20 : 0;
      return { score: 100 + whole + beginning(at), from: at, length: word.length };
    }
    const read = areLetters ? matchLetters(entry, word) : null;
    if (read !== null) {
      return read;
    }
    return isLong && isNearly(areLetters ? entry.initials : entry.text)
      ? { score: 20, from: 0, length: 0 }
      : null;
  };
}

function matchLetters(entry: Indexed, word: string): Match | null {
  const at = entry.initials.indexOf(word);
  if (at >= 0) {
    return { score: 80 + beginning(at), from: at, length: word.length };
  }
  for (let from = 0; from < entry.syllables.length; from++) {
    const length = syllablesOf(entry.syllables, from, word, 0);
    if (length > 0) {
      return { score: 60 + beginning(from), from, length };
    }
  }
  return null;
}

/** How many syllables from a place on begin as the word goes on, such as qiyesl for 企业设立; 0 if none. */
function syllablesOf(syllables: string[], place: number, word: string, done: number): number {
  const syllable = syllables[place];
  if (syllable === undefined) {
    return 0;
  }
  let common = 0;
  while (common < syllable.length && done + common < word.length && syllable[common] === word[done + common]) {
    common++;
  }
  for (let taken = common; taken > 0; taken--) {
    if (done + taken === word.length) {
      return 1;
    }
    const rest = syllablesOf(syllables, place + 1, word, done + taken);
    if (rest > 0) {
      return rest + 1;
    }
  }
  return 0;
}

/** Whether a word stands somewhere in a text with one character wrong, missing or too many. */
export function nearly(word: string): (text: string) => boolean {
  if (word.length > LONGEST_FUZZY) {
    return () => false;
  }
  const places = new Map<number, number>();
  for (let i = 0; i < word.length; i++) {
    places.set(word.charCodeAt(i), (places.get(word.charCodeAt(i)) ?? 0) | (1 << i));
  }
  const whole = 1 << (word.length - 1);
  return (text) => {
    // Wu and Manber: bit i says that the word up to i ends here, without an error and with one.
    let right = 0;
    let near = 1;
    for (let i = 0; i < text.length; i++) {
      const mask = places.get(text.charCodeAt(i)) ?? 0;
      const before = right;
      right = ((right << 1) | 1) & mask;
      near = (((near << 1) | 1) & mask) | (before << 1) | (right << 1) | before | 1;
      if ((near & whole) !== 0) {
        return true;
      }
    }
    return false;
  };
}

function beginning(at: number): number {
  return at === 0 ? 10 : 0;
}
