import { ref, type Ref, type ShallowRef } from 'vue';
import { post, Problem, put, remove } from '../agent/call';
import type { DeskState, Draft } from '../agent/records';
import { useAgent, type Link } from '../agent/useAgent';

/** A clerk's console: its state, and what the clerk does, one thing at a time. */
export interface Desk {
  path: () => string;
  state: ShallowRef<DeskState | null>;
  link: ShallowRef<Link>;
  busy: Ref<boolean>;
  /** Why the last thing was not done. */
  problem: Ref<Problem | null>;
  act: (path: string, body?: unknown) => Promise<boolean>;
  draft: (draft: Draft | null) => Promise<boolean>;
}

export function useDesk(counter: () => string): Desk {
  const path = () => `/api/v1/desk/${encodeURIComponent(counter())}`;
  const { state, link, take } = useAgent<DeskState>(path);
  const busy = ref(false);
  const problem = ref<Problem | null>(null);

  /** A second click while the first is on its way would call two visitors. */
  async function once(request: () => Promise<DeskState | undefined>): Promise<boolean> {
    if (busy.value) {
      return false;
    }
    busy.value = true;
    try {
      const newer = await request();
      if (newer !== undefined) {
        take(newer);
      }
      problem.value = null;
      return true;
    } catch (failure) {
      if (!(failure instanceof Problem)) {
        throw failure;
      }
      problem.value = failure;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    path,
    state,
    link,
    busy,
    problem,
    act: (action, body = {}) => once(() => post<DeskState>(`${path()}/${action}`, body)),
    draft: (draft) =>
      once(() =>
        draft === null
          ? remove<DeskState | undefined>(`${path()}/draft`)
          : put<DeskState>(`${path()}/draft`, draft),
      ),
  };
}
