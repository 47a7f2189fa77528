import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { summaryOf } from "#app/document/margin/suggestion-summary.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, type Suggested } from "#app/document/suggestion/index.ts";
import { Store } from "#app/ui/store.ts";

/** The blocks of every suggestion that was made here, by their hash. */
const bodies = new Map<string, Suggested>();

/** As much of a store of threads as reading them needs. */
export function storeOf(threads: readonly ThreadView[]) {
  return {
    active: new Store<string | null>(null),
    all: () => threads,
    get: (id: string) => threads.find((thread) => thread.id === id) ?? null,
    subscribe: () => () => {},
    ...knownBodies,
  };
}

/** How a store answers for blocks that are all here. */
export const knownBodies = {
  suggested: ({ suggestion: head }: ThreadView) => bodies.get(head?.hash ?? ""),
  knownSuggested: ({ suggestion: head }: ThreadView) => bodies.get(head?.hash ?? ""),
  loadSuggested: async () => {},
};

/** Somebody's open suggestion that blocks become others. */
export function suggestion(id: string, base: ProseNode[], proposed: ProseNode[]): ThreadView {
  const hash = crypto.randomUUID();
  bodies.set(hash, { base, proposed });
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
      state: "open",
      decidedBy: null,
      decidedAt: null,
      summary: summaryOf(base, proposed),
      blockIds: base.map(idOf).filter((blockId) => blockId !== null),
      bytes: JSON.stringify([base, proposed]).length,
      hash,
    },
    isUnread: false,
    sharing: null,
    assignment: null,
    word: null,
    fate: null,
  };
}
