/** A sentence's name → how it is said, with {0}, {1}, … for its words. A program writes the English one. */
export type Sentences = Record<string, [zh: string, en: string]>;

/**
 * Says in Chinese what a program wrote in English: sentences in a sentence too. What fits none stays as it is.
 *
 * @param word what a word that is no sentence is called
 */
export function inChinese(sentences: Sentences, word: (code: string) => string = (code) => code): (text: string) => string {
  const patterns = Object.values(sentences).map(([zh, en]) => ({ zh, pattern: patternOf(en) }));
  return function say(text: string): string {
    for (const { zh, pattern } of patterns) {
      const found = pattern.exec(text);
      if (found !== null) {
        return zh.replace(/\{(\d)\}/g, (_, place: string) => say(found[Number(place) + 1]!));
      }
    }
    return word(text);
  };
}

function patternOf(sentence: string): RegExp {
  const texts = sentence.split(/\{\d\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${texts.join('(.+?)')}$`);
}
