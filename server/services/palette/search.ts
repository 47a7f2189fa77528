import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { FoundGroup, FoundKind, SearchView } from "#app/domain/search/found.ts";
import type { Resources } from "#server/services/resources.ts";
import { findEverywhere } from "#server/services/search/find.ts";
import { searchActs } from "./acts.ts";
import { recentThings } from "./recent.ts";
import { admitSearch } from "./throttle.ts";

/** Things of one kind: beside others as one types, on a page of all kinds, and alone. */
const MOST = { typed: 5, page: 15, alone: 50 } as const;

interface AskedOfPalette {
  /** The one kind that is asked for; default: all, and what the actor may do. */
  readonly kind?: FoundKind;
  /** Whether the answer is for a list that changes with each letter. */
  readonly isTyped?: boolean;
}

/**
 * Acts and texts open to the actor that answer a query; without words, the last seen. Refuses
 * `too-many-tries`.
 */
export async function searchEverything(
  resources: Resources,
  actor: Actor,
  query: string,
  { kind, isTyped = false }: AskedOfPalette = {},
): Promise<Outcome<SearchView>> {
  const admitted = await admitSearch(resources, actor);
  if (!admitted.ok) return admitted;
  if (query.trim() === "") {
    const groups = await recentThings(resources, actor);
    return done({ query: "", groups, meant: null, isBuilding: false });
  }
  const most = kind ? MOST.alone : MOST[isTyped ? "typed" : "page"];
  const [acts, found] = await Promise.all([
    kind === undefined || kind === "act" ? searchActs(resources, actor, query) : null,
    kind === "act"
      ? null
      : findEverywhere(resources, actor, query, { ...(kind && { kinds: [kind] }), most }),
  ]);
  if (found === null) return done(ofActs(query, acts));
  return found.ok
    ? done({ ...found.value, groups: [...(acts ? [acts] : []), ...found.value.groups] })
    : found;
}

function ofActs(query: string, acts: FoundGroup | null): SearchView {
  return { query: query.trim(), groups: acts ? [acts] : [], meant: null, isBuilding: false };
}
