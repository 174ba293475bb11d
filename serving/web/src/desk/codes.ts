import { language } from '../kit/language';
import codes from './codes.json';

/** What codes mean that the desk is told: codes.json is the one place, serving's tests hold it against the code. */

const ALL = codes as unknown as Record<string, Partial<Record<string, [zh: string, en: string]>>>;

/** A code that nobody has named yet is shown as serving calls it. */
export function wordOf(kind: 'action' | 'event' | 'status', code: string): string {
  return ALL[kind]?.[code]?.[language.value === 'zh' ? 0 : 1] ?? code;
}

/** Sentences of the rules that refuse, whose codes stand in capitals; what fits none stays as it is. */
const SENTENCES: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^an earlier event arrived that makes it legal$/, () => '较早的事件补到后已合规'],
  [/^(\w+) is illegal while (\w+)$/, (event, status) => `号票“${wordOf('status', status!)}”时不能“${wordOf('event', event!)}”`],
  [/^the ticket was not issued, or is no longer kept$/, () => '没有取号记录，或号票已不再保留'],
  [/^the ticket was issued before$/, () => '该号票此前已取过号'],
  [/^TICKET_CALLED, but NO_SHOW is final since its day ended$/, () => '过号当日已结束，不能再叫号'],
  [/^called more than (\d+) times$/, (times) => `叫号超过 ${times} 次`],
  [/^level must be 1 to 5, got (.*)$/, (level) => `评价等级应为 1 至 5，收到 ${level}`],
  [/^outcome is unknown: (.*)$/, (word) => `办理结果无法识别：${word}`],
  [/^cancelled_by is unknown: (.*)$/, (word) => `取消方无法识别：${word}`],
  [/^kind is unknown to this version$/, () => '本版本不认识这类事件'],
  [/^(\w+) lacks (\w+)$/, (event, field) => `“${wordOf('event', event!)}”缺少字段 ${field}`],
  [/^BEYOND_RETENTION: corrected by a back-fill only$/, () => '迟到过久，须由回填更正'],
  [/^the notice was not issued, or is no longer kept$/, () => '没有出具记录，或告知单已不再保留'],
];

export function refusalText(reason: string): string {
  if (language.value === 'en') {
    return reason;
  }
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(reason);
    if (found !== null) {
      return say(...found.slice(1));
    }
  }
  return reason;
}
