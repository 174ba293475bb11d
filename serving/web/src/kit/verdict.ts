/** The ledger's verdict, which its program writes in English, said in Chinese; what fits none stays as it is. */
const SENTENCES: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^([\d,]+) events stored, each once$/, (stored) => `${stored} 件事件已入库，每件一次`],
  [/^behind (\d+) s: arrived events are not stored yet$/, (seconds) => `已到达的事件尚未入库，落后 ${seconds} 秒`],
  [/^LOST (\d+): (.*)$/, (count, place) => `丢失 ${count} 件：${placeText(place!)}`],
  [/^DOUBLED (\d+): (.*)$/, (count, place) => `重复 ${count} 件：${placeText(place!)}`],
  [/^(\S+) epoch (\d+) under a wrong day: (.*)$/, (source, epoch, days) => `${source} 世代 ${epoch} 记在不符的日期下：${days}`],
];

export function verdictText(text: string, language: string): string {
  if (language === 'en') {
    return text;
  }
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(text);
    if (found !== null) {
      return say(...found.slice(1));
    }
  }
  return text;
}

function placeText(place: string): string {
  return place.replace(' epoch ', ' 世代 ').replace(' seq ', ' 序号 ').replace(': offset ', '：偏移 ');
}
