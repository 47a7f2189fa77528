import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { Store } from "#app/ui/store.ts";

/** As much of a store of threads as reading them needs. */
export function storeOf(threads: readonly ThreadView[]) {
  return {
    active: new Store<string | null>(null),
    all: () => threads,
    get: (id: string) => threads.find((thread) => thread.id === id) ?? null,
    subscribe: () => () => {},
  };
}

/** Somebody's open suggestion that blocks become others. */
export function suggestion(id: string, base: ProseNode[], proposed: ProseNode[]): ThreadView {
  const by = { userId: "u", name: "Ana", organization: "Council", colour: 1 };
  return {
    id,
    organization: null,
    place: { in: "document" },
    versionNumber: null,
    by,
    createdAt: "2026-01-01T00:00:00Z",
    changedAt: "2026-01-01T00:00:00Z",
    resolved: null,
    comments: [],
    suggestion: {
      base: base as never,
      proposed: proposed as never,
      state: "open",
      decidedBy: null,
      decidedAt: null,
    },
    isUnread: false,
    sharing: null,
  };
}
