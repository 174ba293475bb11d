import { language } from '../kit/language';
import { inChinese, type Sentences } from '../kit/sentences';
import { denialInChinese } from '../kit/verdict';
import codes from './codes.json';

/** What codes mean that the desk is told: codes.json is the one place, serving's tests hold it against the code. */

const ALL = codes as unknown as Record<string, Partial<Record<string, [zh: string, en: string]>>>;

/** A code that nobody has named yet is shown as serving calls it. */
export function wordOf(kind: 'action' | 'event' | 'status' | 'problem', code: string): string {
  return ALL[kind]?.[code]?.[language.value === 'zh' ? 0 : 1] ?? code;
}

const refusal = inChinese(ALL.refusal as Sentences, (code) => ALL.event?.[code]?.[0] ?? ALL.status?.[code]?.[0] ?? denialInChinese(code));

/** Why an event was refused by a rule, or its batch turned away, with codes in words. */
export function refusalText(reason: string): string {
  return language.value === 'en' ? reason : refusal(reason);
}
