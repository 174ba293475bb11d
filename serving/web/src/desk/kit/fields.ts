/** What a form asks for. */
export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'number' | 'choice' | 'long' | 'json' | 'check';
  choices?: { value: string; label: string }[];
  isNeeded?: boolean;
  isFixed?: boolean;
  hint?: string;
}

export type Values = Record<string, string | number | boolean | null>;

export function valuesOf(value: Record<string, unknown>): Values {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'object' && each !== null
        ? JSON.stringify(each, null, 1)
        : (each as string | number | boolean | null),
    ]),
  );
}

export class NotJson extends Error {}

/** The datum again; what was left empty is left out. */
export function datumOf(fields: Field[], values: Values): Record<string, unknown> {
  const datum: Record<string, unknown> = {};
  for (const { name, label, kind } of fields) {
    const value = values[name];
    if (value === null || value === undefined || value === '') {
      continue;
    }
    if (kind === 'json') {
      try {
        datum[name] = JSON.parse(String(value));
      } catch (error) {
        throw new NotJson(`${label}: ${(error as Error).message}`);
      }
    } else {
      datum[name] = kind === 'number' ? Number(value) : value;
    }
  }
  return datum;
}
