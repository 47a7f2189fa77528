import * as Y from "yjs";
import { END, shownUnitOf, type UnitKind } from "#app/document/flow/layout.ts";
import type { Baseline } from "./baseline.ts";

/** Part of a flow that was there, is there, or both. */
export interface FlowToken {
  readonly unit: UnitKind;
  /** Its item in the baseline; null where it was not there. */
  readonly was: Y.Item | null;
  /** Its item now; null where it is deleted. */
  readonly is: Y.Item | null;
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  /** Of letters. */
  readonly text: string;
}

/**
 * Yields what was or is at an item of the text as it is now; nothing for what came and went
 * between.
 */
export function* tokensOf(item: Y.Item, baseline: Baseline): Generator<FlowToken> {
  const { client, clock } = item.id;
  const end = clock + item.length;
  const known = baseline.clockOf(client);
  for (let at = clock; at < end;) {
    const struct = at < known ? baseline.structAt(client, at) : null;
    const stop = struct ? Math.min(end, struct.id.clock + struct.length) : end;
    const was = struct instanceof Y.Item && !struct.deleted ? struct : null;
    const is = item.deleted ? null : item;
    yield* part({ was, is, client, at, stop });
    at = stop;
  }
}

/** The item, if something is shown of it. */
function shown(item: Y.Item | null): Y.Item | null {
  return item && shownUnitOf(item) !== "none" ? item : null;
}

function* part(at: {
  readonly was: Y.Item | null;
  readonly is: Y.Item | null;
  readonly client: number;
  readonly at: number;
  readonly stop: number;
}): Generator<FlowToken> {
  const { client } = at;
  // A table is not shown once the last of its rows was deleted, by two people who each left one.
  const [was, is] = [shown(at.was), shown(at.is)];
  const from = is ?? was;
  if (!from) return;
  const unit = shownUnitOf(from);
  if (unit !== "text") {
    yield { unit, was, is, client, clock: at.at, length: at.stop - at.at, text: "" };
    return;
  }
  const { str } = from.content as Y.ContentString;
  let clock = at.at;
  const letters = str.slice(clock - from.id.clock, at.stop - from.id.clock);
  for (const text of letters.includes(END) ? letters.split(END) : [letters]) {
    if (text !== "") yield { unit, was, is, client, clock, length: text.length, text };
    clock += text.length + 1;
  }
}
