import { inChinese, type Sentences } from './sentences';
import words from './verdict.json';

/** What the ledger says: verdict.json is the one place, serving's tests hold it against the programs that write it. */
const DENIALS = words.denial as unknown as Sentences;
const verdict = inChinese(words.sentence as unknown as Sentences, denial);

export function verdictText(text: string, language: string): string {
  return language === 'en' ? text : verdict(text);
}

/** Why a batch was turned away. */
export function denialText(text: string, language: string): string {
  return language === 'en' ? text : denial(text);
}

/** Its rule in a word, then who it was, as it is written; other reasons stay as they are. */
function denial(text: string): string {
  const [, rule = '', who] = /^([A-Z_]+): (.*)$/s.exec(text) ?? [];
  const word = DENIALS[rule]?.[0];
  return word === undefined ? text : `${word}（${who}）`;
}
