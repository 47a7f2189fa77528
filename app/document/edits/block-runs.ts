import type { Node } from "@tiptap/pm/model";
import { firstId } from "#app/document/flow/units.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import { longestRising } from "#app/document/comparison/rising.ts";

/** Consecutive nodes (their indices, the last not included) that become others. */
export interface BlockRun {
  readonly from: number;
  readonly to: number;
  readonly becomes: readonly Node[];
}

/**
 * Cuts a long replacement into runs that can be compared one by one. Each begins with a node that both
 * have, by its id or by its words, and takes in what follows it on one side only: a paragraph that was
 * split, or joined with the next, is within one run. Runs without a difference are left out.
 */
export function blockRuns(before: readonly Node[], after: readonly Node[]): BlockRun[] {
  const runs: BlockRun[] = [];
  let [i, j] = [0, 0];
  const push = (endI: number, endJ: number) => {
    const [olds, becomes] = [before.slice(i, endI), after.slice(j, endJ)];
    const isSame =
      olds.length === becomes.length && olds.every((old, n) => isEqual(old, becomes[n]));
    if (!isSame) runs.push({ from: i, to: endI, becomes });
    [i, j] = [endI, endJ];
  };
  for (const [old, now] of commonNodes(before, after)) push(old, now);
  push(before.length, after.length);
  return runs;
}

function isEqual(node: Node, other: Node | undefined): boolean {
  return other !== undefined && (node === other || node.eq(other));
}

/** The places of nodes that both have and that kept their order. */
function commonNodes(
  before: readonly Node[],
  after: readonly Node[],
): (readonly [number, number])[] {
  const ofNow: (number | null)[] = after.map(() => null);
  const taken = new Set<number>();
  for (const name of [nameOf, blockTextOf]) {
    const free = (index: number) => !taken.has(index);
    const places = placesBy(before, name, free);
    const later = placesBy(after, name, (index) => ofNow[index] === null);
    for (const [key, at] of later) {
      const from = places.get(key);
      if (from === undefined || from === null || at === null) continue;
      ofNow[at] = from;
      taken.add(from);
    }
  }
  const pairs = ofNow.flatMap((from, to) => (from === null ? [] : [[from, to] as const]));
  return longestRising(pairs, ([from]) => from);
}

/** The place of each node by that name; null where two have it. */
function placesBy(
  nodes: readonly Node[],
  name: (node: Node) => string | null,
  isFree: (index: number) => boolean,
): Map<string, number | null> {
  const places = new Map<string, number | null>();
  nodes.forEach((node, index) => {
    const key = isFree(index) ? name(node) : null;
    if (key !== null) places.set(key, places.has(key) ? null : index);
  });
  return places;
}

function nameOf(node: Node): string | null {
  const { name } = node.type;
  const id: unknown = name === "table" ? firstId(node) : carriesOwnId(name) ? node.attrs.id : null;
  return id === null || id === undefined ? null : `${name} ${String(id)}`;
}

/** A node that was cut and pasted under another id still has its words. */
function blockTextOf(node: Node): string | null {
  return node.isTextblock && node.textContent !== "" ? node.textContent : null;
}
