/** Reference data as serving tells them. */
export interface TypeCount { type: string; data: number; versions: number }

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

/** The same fields with nothing in them, to begin a new one of that kind. */
export function emptyLike(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (Array.isArray(each)) {
        return [name, []];
      }
      return [name, typeof each === 'object' && each !== null ? each : typeof each === 'boolean' ? false : typeof each === 'number' ? 0 : ''];
    }),
  );
}
