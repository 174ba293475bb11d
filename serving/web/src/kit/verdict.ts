import { inChinese, type Sentences } from './sentences';
import words from './verdict.json';

/** What the ledger says: verdict.json is the one place, serving's tests hold it against the programs that write it. */
const DENIALS: Partial<Record<string, string>> = words.denial;
const verdict = inChinese(words.sentence as unknown as Sentences, denialInChinese);

export function verdictText(text: string, language: string): string {
  return language === 'en' ? text : verdict(text);
}

/** Why a batch was turned away: the rule in a word, then who it was, as it is written. What is no denial stays as it is. */
export function denialInChinese(text: string): string {
  const [, rule = '', who] = /^([A-Z_]+): (.*)$/s.exec(text) ?? [];
  const word = DENIALS[rule];
  return word === undefined ? text : `${word}（${who}）`;
}
