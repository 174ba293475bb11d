/** The parts of a rule set that are plain values, by their path; lists are shown but not changed here. */
export interface Leaf { path: string[]; value: string | number | boolean }
export interface Section { name: string; leaves: Leaf[] }

export function sectionsOf(rules: Record<string, unknown>): Section[] {
  const plain: Section = { name: '', leaves: [] };
  const sections: Section[] = [];
  for (const [name, value] of Object.entries(rules)) {
    if (isObject(value)) {
      sections.push({ name, leaves: leavesOf(value, [name]) });
    } else if (isLeaf(value)) {
      plain.leaves.push({ path: [name], value });
    }
  }
  return [plain, ...sections];
}

function leavesOf(object: Record<string, unknown>, path: string[]): Leaf[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (isLeaf(value)) {
      return [{ path: [...path, name], value }];
    }
    return isObject(value) ? leavesOf(value, [...path, name]) : [];
  });
}

/** What was typed, as the kind of value that stands there; null if it is none. */
export function readAs(before: Leaf['value'], text: string): Leaf['value'] | null {
  if (typeof before === 'boolean') {
    return text === 'true';
  }
  if (typeof before === 'string') {
    return text;
  }
  // A browser gives an emptied field and a half-typed number alike as nothing; neither is 0.
  return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

/** The same rules with one value changed. */
export function changed(rules: Record<string, unknown>, [name = '', ...rest]: string[], value: Leaf['value']): Record<string, unknown> {
  const inner = rules[name];
  return { ...rules, [name]: rest.length === 0 || !isObject(inner) ? value : changed(inner, rest, value) };
}

function isLeaf(value: unknown): value is Leaf['value'] {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
