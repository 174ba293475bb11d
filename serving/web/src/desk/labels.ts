import { language } from '../kit/language';
import labels from './labels.json';

/** What a field of reference data is called; labels.json is the one place, serving's tests hold it against the records. */

type InTwo = [zh: string, en: string];

interface Label {
  zh: string;
  en: string;
  unit?: InTwo;
  hint?: InTwo;
  /** Asked for in several lines. */
  long?: boolean;
  choices?: Record<string, InTwo>;
}

const ALL = labels as unknown as Record<string, Label>;

/** The label of the longest end of the path: a kind's own before a common one. */
export function labelOf(...path: string[]): Label | null {
  for (let from = 0; from < path.length; from += 1) {
    const label = ALL[path.slice(from).join('.')];
    if (label !== undefined) {
      return label;
    }
  }
  return null;
}

/** A field's name with its unit; one that nobody has named yet is shown as serving calls it. */
export function nameOf(...path: string[]): string {
  const label = labelOf(...path);
  if (label === null) {
    return path.at(-1) ?? '';
  }
  const isChinese = language.value === 'zh';
  const name = isChinese ? label.zh : label.en;
  const unit = spoken(label.unit);
  return unit === undefined ? name : isChinese ? `${name}（${unit}）` : `${name} (${unit})`;
}

export function hintOf(...path: string[]): string | undefined {
  return spoken(labelOf(...path)?.hint);
}

export function choiceOf(choice: string, ...path: string[]): string {
  return spoken(labelOf(...path)?.choices?.[choice]) ?? choice;
}

function spoken(words: InTwo | undefined): string | undefined {
  return words?.[language.value === 'zh' ? 0 : 1];
}
