import { computed, onBeforeUnmount, shallowReactive, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { LiveStream, type Link } from '../live/stream';
import { figureOf, type ScopeNow } from './figures';

/** A registration, closure or move that has just changed a subdistrict's number. */
export interface Move {
  key: number;
  at: string;
  subdistrict: string;
  what: 'new' | 'stock';
  by: number;
}

const MOVES_SHOWN = 4;

/** The running periods of every scope of a district; the newest of each. */
export class Economy {
  private readonly unconfirmed = new Set<string>();
  private moved = 0;

  constructor(
    readonly scopes: Map<string, ScopeNow> = new Map(),
    private readonly onMove: (move: Move) => void = () => undefined,
  ) {}

  take(scope: ScopeNow): void {
    const key = `${scope.scope}/${scope.scope_id}`;
    const before = this.scopes.get(key);
    const confirmed = !this.unconfirmed.delete(key);
    if (before !== undefined && confirmed && !isNewer(scope, before)) {
      return;
    }
    this.scopes.set(key, scope);
    if (before !== undefined && scope.scope === 'subdistrict') {
      this.tell(before, scope);
    }
  }

  /** A new connection says everything anew, and what it says holds. */
  beginAnew(): void {
    for (const key of this.scopes.keys()) {
      this.unconfirmed.add(key);
    }
  }

  private tell(before: ScopeNow, after: ScopeNow): void {
    const today = { indicator: 4, part: 'new', kind: 'day' } as const;
    const [was, is] = [figureOf(before.figures, today), figureOf(after.figures, today)];
    const registered = was?.period === is?.period ? (is?.value ?? 0) - (was?.value ?? 0) : 0;
    const stock = { indicator: 1, part: 'stock', kind: 'month' } as const;
    const change = (figureOf(after.figures, stock)?.value ?? 0) - (figureOf(before.figures, stock)?.value ?? 0);
    const by = registered || change;
    if (by !== 0) {
      this.moved += 1;
      const what = registered === 0 ? 'stock' : 'new';
      this.onMove({ key: this.moved, at: after.as_of, subdistrict: after.scope_id, what, by });
    }
  }
}

function isNewer(one: ScopeNow, other: ScopeNow): boolean {
  return (one.version - other.version || Date.parse(one.as_of) - Date.parse(other.as_of)) > 0;
}

export interface EconomyNow {
  scopes: Map<string, ScopeNow>;
  moves: ShallowRef<Move[]>;
  link: ShallowRef<Link>;
  asOf: ComputedRef<string | null>;
}

/** Follows a district's figures while the page is open. */
export function useEconomy(district: () => string | null): EconomyNow {
  const scopes = shallowReactive(new Map<string, ScopeNow>());
  const moves = shallowRef<Move[]>([]);
  const link = shallowRef<Link>({ state: 'CONNECTING' });
  const economy = new Economy(scopes, (move) => {
    moves.value = [move, ...moves.value].slice(0, MOVES_SHOWN);
  });
  let stream: LiveStream | null = null;

  watch(
    district,
    (code) => {
      stream?.stop();
      scopes.clear();
      stream = code === null ? null : follow(`/api/v1/live/economy/${encodeURIComponent(code)}/stream`);
      stream?.start();
    },
    { immediate: true },
  );

  function follow(url: string): LiveStream {
    const listener = {
      message: (type: string, data: unknown) => {
        if (type === 'scope') {
          economy.take(data as ScopeNow);
        }
      },
      link: (next: Link) => {
        if (next.state === 'LOST') {
          economy.beginAnew();
        }
        link.value = next;
      },
    };
    return new LiveStream(url, listener, {
      open: (address) => new EventSource(address),
      now: () => performance.now(),
      random: Math.random,
    });
  }

  onBeforeUnmount(() => stream?.stop());
  const asOf = computed(() => {
    const times = [...scopes.values()].map((scope) => scope.as_of);
    return times.length === 0 ? null : times.reduce((one, other) => (one > other ? one : other));
  });
  return { scopes, moves, link, asOf };
}
