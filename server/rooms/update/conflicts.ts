import * as Y from "yjs";
import { Malformed } from "./malformed.ts";
import type { ClientStructs } from "./structs.ts";

/** The validator's state that this needs. */
interface KnownClocks {
  nextClock(client: number): number;
}

/**
 * The most steps that Yjs may take to order the new structs of one update among each other, as far
 * as the bytes tell. 250,000 take it half a second; honest updates, months of offline work of
 * several sessions among them, needed no more than 800 (docs/decisions/0021).
 */
const MOST_CONFLICTS = 250_000;

/**
 * Refuses an update whose structs conflict with each other as no editor's do (R33): many with the
 * same left origin, though each names another right neighbor than the one before it. Yjs walks over
 * all earlier ones for each. An editor inserts between two neighbors, so text inserted at the same
 * place again is before the previous insertion.
 */
export function checkConflicts(sections: readonly ClientStructs[], known: KnownClocks): void {
  if (conflictsIn(sections, known) > MOST_CONFLICTS) {
    throw new Malformed("conflicts with itself too often");
  }
}

/**
 * A lower bound of these steps, in one pass over the new structs; 0 where there are too few to
 * reach `most`.
 */
export function conflictsIn(
  sections: readonly ClientStructs[],
  known: KnownClocks,
  most = MOST_CONFLICTS,
): number {
  const structs = sections.reduce((sum, section) => sum + section.structs.length, 0);
  // A keystroke, and nearly everything else: too few structs to come close.
  if (structs * (structs - 1) <= 2 * most) return 0;
  return stepsOf(sections, known);
}

function stepsOf(sections: readonly ClientStructs[], known: KnownClocks): number {
  const siblings = new Map<string, { count: number; last: Y.ID; length: number }>();
  let steps = 0;
  // Yjs begins with the last client.
  for (const { client, structs } of sections.toReversed()) {
    const next = known.nextClock(client);
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= next) continue;
      const place = placeOf(struct);
      if (place === null) continue;
      const { id, length, rightOrigin } = struct;
      const before = siblings.get(place);
      if (!before) {
        siblings.set(place, { count: 1, last: id, length });
        continue;
      }
      const { last } = before;
      const isBeforeIt =
        rightOrigin !== null &&
        rightOrigin.client === last.client &&
        rightOrigin.clock >= last.clock &&
        rightOrigin.clock < last.clock + before.length;
      if (!isBeforeIt) steps += before.count;
      before.count += 1;
      before.last = id;
      before.length = length;
    }
  }
  return steps;
}

/** Its left origin as a key; null for a new value of an attribute, which is ordered separately. */
function placeOf({ origin, parent, parentSub }: Y.Item): string | null {
  if (parentSub !== null) return null;
  if (origin) return `${origin.client}:${origin.clock}`;
  // At the start of its parent; where only the right neighbor is given, in that one's parent.
  if (parent instanceof Y.ID) return `in ${parent.client}:${parent.clock}`;
  return typeof parent === "string" ? `in ${parent}` : null;
}
