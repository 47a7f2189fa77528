import type { SearchSource, WhichThings } from "./source.ts";

/** Milliseconds before something is tried again, doubled each time; after so many times the next look at everything does. */
const REST = { ms: 2_000, times: 9 };
/** The most things that wait to be tried again: a later look at everything finds the rest. */
const MOST = 10_000;
/** The most that are tried again in one go, so that what was saved meanwhile is not kept waiting. */
const AT_ONCE = 20;

interface Retry {
  readonly source: SearchSource;
  readonly which: WhichThings;
}

/** Things that could not be read, each to be tried again after a while. */
export interface Retries {
  add(source: SearchSource, which: WhichThings): void;
  /** Those that have waited long enough; all, where `isWhole`. Each is to be added again if it fails again. */
  take(isWhole: boolean): readonly Retry[];
  size(): number;
}

export function createRetries(now: () => number): Retries {
  const waiting = new Map<string, Retry & { readonly until: number }>();
  /** How often each was tried, as long as it fails. */
  const tried = new Map<string, { readonly times: number; readonly at: number }>();
  const keyOf = (source: SearchSource, which: WhichThings) =>
    `${source.name} ${JSON.stringify(which)}`;
  return {
    add(source, which) {
      const key = keyOf(source, which);
      const before = tried.get(key);
      // A thing written again after it was given up begins anew.
      const times =
        before && now() - before.at < 4 * REST.ms * 2 ** before.times ? before.times : 0;
      if (times >= REST.times || (waiting.size >= MOST && !waiting.has(key))) return;
      waiting.set(key, { source, which, until: now() + REST.ms * 2 ** times });
    },
    take(isWhole) {
      const due = [...waiting].filter(([, { until }]) => isWhole || until <= now());
      const some = isWhole ? due : due.slice(0, AT_ONCE);
      for (const [key] of some) {
        waiting.delete(key);
        tried.set(key, { times: (tried.get(key)?.times ?? 0) + 1, at: now() });
        if (tried.size > MOST) tried.delete([...tried.keys()][0] ?? "");
      }
      return some.map(([, { source, which }]) => ({ source, which }));
    },
    size: () => waiting.size,
  };
}
