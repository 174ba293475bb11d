import { shallowReactive, watch } from 'vue';

/** What service items are called; each is asked for once. */
const names = shallowReactive(new Map<string, string>());
const asked = new Set<string>();

export function useItemNames(codes: () => string[]): (code: string) => string {
  watch(codes, (wanted) => wanted.forEach((code) => void ask(code)), { immediate: true });
  return (code) => names.get(code) ?? code;
}

async function ask(code: string): Promise<void> {
  if (asked.has(code)) {
    return;
  }
  asked.add(code);
  try {
    const response = await fetch(`/api/v1/reference/item/${encodeURIComponent(code)}`);
    if (response.ok) {
      const { value } = (await response.json()) as { value: { name?: string } };
      names.set(code, value.name ?? code);
      return;
    }
    if (response.status < 500) {
      return;
    }
  } catch {
    // The code stands there meanwhile, and the next list of items asks again.
  }
  asked.delete(code);
}
