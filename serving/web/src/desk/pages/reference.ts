import { valuesOf, type Field, type Values } from '../kit/fields';
import { choiceOf, hintOf, labelOf, nameOf } from '../labels';

/** Reference data as serving tells them. */
export interface TypeCount { type: string; data: number; versions: number; fields: FieldShape[] }

/** A field of a kind, as serving's records have it. */
export interface FieldShape {
  name: string;
  kind: 'text' | 'number' | 'check' | 'choice' | 'json';
  needed: boolean;
  choices: string[] | null;
}

export interface VersionRow {
  type: string;
  id: string;
  effective_from: string;
  recorded: string;
  version: number;
  source: string;
  value: Record<string, unknown>;
}

export interface PutResult { accepted: boolean; published: boolean }

/** The form of a kind: every field that it can have, also those that a datum is without so far. */
export function fieldsOf(kind: string, shapes: FieldShape[]): Field[] {
  return shapes.map(({ name, kind: shape, needed, choices }) => {
    const hint = hintOf(kind, name);
    return {
      name,
      label: nameOf(kind, name),
      kind: shape === 'text' && labelOf(kind, name)?.long ? 'long' : shape,
      isNeeded: needed && shape !== 'check',
      ...(choices === null ? {} : { choices: choices.map((value) => ({ value, label: choiceOf(value, kind, name) })) }),
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

/** What a form begins with: what stands there, or nothing. */
export function valuesFor(fields: Field[], value: Record<string, unknown>): Values {
  return { ...Object.fromEntries(fields.map(({ name, kind }) => [name, kind === 'check' ? false : ''])), ...valuesOf(value) };
}
