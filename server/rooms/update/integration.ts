import * as Y from "yjs";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { KnownState } from "./known-state.ts";
import { type ClientStructs, endOf, parentId, startOf, type Struct } from "./structs.ts";

/**
 * Whether every new struct can be integrated: without gaps, and with its origins and its parent
 * before it, in the room or earlier in this update, as Yjs requires. Sections may depend on each
 * other, but not in a cycle.
 */
export function integrates(sections: readonly ClientStructs[], known: KnownState): boolean {
  return integrable(sections, known, NOBODY, Infinity) !== null;
}

const NOBODY: ReadonlySet<number> = new Set();

/**
 * How many structs of each client can be integrated without including more than `most` of the
 * `unboundClients`; null where some never can be.
 */
export function integrable(
  sections: readonly ClientStructs[],
  known: KnownState,
  unboundClients: ReadonlySet<number>,
  most: number,
): ReadonlyMap<number, number> | null {
  const clocks = new Map<number, number>();
  for (const section of sections) {
    const next = known.nextClock(section.client);
    if (startOf(section) > next) return null;
    if (section.structs.some((struct) => struct instanceof Y.Skip)) return null;
    clocks.set(section.client, next);
  }
  const clockOf = (client: number) => clocks.get(client) ?? known.nextClock(client);
  const walks = new Map(sections.map((section) => [section.client, { section, at: 0 }]));
  const begun = new Set<number>();
  const taken = () => new Map([...walks].map(([client, { at }]) => [client, at]));
  for (const start of walks.values()) {
    const stack = [start];
    const onStack = new Set(stack);
    while (stack.length > 0) {
      const walk = stack[stack.length - 1] as typeof start;
      const struct = walk.section.structs[walk.at];
      if (!struct) {
        stack.pop();
        onStack.delete(walk);
        continue;
      }
      const missing = isNew(struct, clockOf) ? missingClient(struct, clockOf) : null;
      if (missing === null) {
        const { client } = struct.id;
        if (unboundClients.has(client)) {
          if (begun.size >= most && !begun.has(client)) return taken();
          begun.add(client);
        }
        const end = struct.id.clock + struct.length;
        if (end > clockOf(struct.id.client)) clocks.set(struct.id.client, end);
        walk.at += 1;
        if (stack.length === 1) continue;
        // Clients that waited for this one are tried again.
        stack.pop();
        onStack.delete(walk);
        continue;
      }
      const helper = walks.get(missing);
      if (!helper || helper.at >= helper.section.structs.length) return null;
      if (onStack.has(helper)) return null;
      stack.push(helper);
      onStack.add(helper);
    }
  }
  return taken();
}

function isNew(struct: Struct, clockOf: (client: number) => number): boolean {
  return struct.id.clock + struct.length > clockOf(struct.id.client);
}

/** The client whose structs must come first, or null. */
function missingClient(struct: Struct, clockOf: (client: number) => number): number | null {
  if (!(struct instanceof Y.Item)) return null;
  for (const id of [struct.origin, struct.rightOrigin, parentId(struct)]) {
    if (id && id.client !== struct.id.client && id.clock >= clockOf(id.client)) return id.client;
  }
  return null;
}

/** Whether everything that it deletes is in the room or in the update itself. */
export function deletionsAreKnown(
  deleted: IdRanges,
  sections: readonly ClientStructs[],
  known: KnownState,
): boolean {
  if (deleted.size === 0) return true;
  const ends = new Map(sections.map((section) => [section.client, endOf(section)]));
  for (const [client, list] of deleted) {
    const end = Math.max(known.nextClock(client), ends.get(client) ?? 0);
    for (const range of list) if (range.clock + range.length > end) return false;
  }
  return true;
}
