import { inChinese, type Sentences } from './sentences';
import sentences from './verdict.json';

/** The ledger's verdict: verdict.json is the one place, serving's tests hold it against the program that writes it. */
const chinese = inChinese(sentences as unknown as Sentences);

export function verdictText(text: string, language: string): string {
  return language === 'en' ? text : chinese(text);
}
