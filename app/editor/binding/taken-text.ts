/** Tells what an edit takes away and puts in, and knows a text again that came elsewhere. */
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { AttrStep, ReplaceStep } from "@tiptap/pm/transform";
import { isMadeUp } from "#app/document/flow/ids.ts";

/** From so many letters on a text is known again by them. */
export const SURE_LETTERS = 12;

export interface Range {
  from: number;
  to: number;
}

/** Whether an edit may take a text away: so many letters, or the beginning of a block. */
export function takesText(tr: Transaction): boolean {
  return tr.steps.some((step, n) => {
    if (step instanceof AttrStep) return step.attr === "id";
    if (!(step instanceof ReplaceStep)) return false;
    if (step.to - step.from >= SURE_LETTERS) return true;
    const doc = tr.docs[n];
    return step.to - step.from >= 2 && doc?.resolve(step.from).sharedDepth(step.to) === 0;
  });
}

/** The part of the document before an edit in which it changed something. */
export function extentOf(tr: Transaction): Range {
  const extent = { from: tr.before.content.size, to: 0 };
  for (const [n, step] of tr.steps.entries()) {
    const before = tr.mapping.maps.slice(0, n).reverse();
    const back = (pos: number, side: -1 | 1) =>
      before.reduce((at, map) => map.invert().map(at, side), pos);
    const include = (from: number, to: number) => {
      extent.from = Math.min(extent.from, back(from, -1));
      extent.to = Math.max(extent.to, back(to, 1));
    };
    if (step instanceof AttrStep) include(step.pos, step.pos + 1);
    else step.getMap().forEach(include);
  }
  return extent;
}

/** The places in which others put something in since words were last carried, in the document as it then is. */
export interface Came {
  readonly doc: Node;
  readonly ranges: readonly Range[];
}

/** Adds what an edit puts in, in the document after it; null for nothing. */
export function cameWith(tr: Transaction, before: Came | null): Came | null {
  const known = before?.doc === tr.before ? before.ranges : [];
  const ranges = known.map(({ from, to }) => ({
    from: tr.mapping.map(from, -1),
    to: tr.mapping.map(to, 1),
  }));
  for (const [n, step] of tr.steps.entries()) {
    const on = tr.mapping.slice(n + 1);
    step.getMap().forEach((_from, _to, from, to) => {
      if (to > from) ranges.push({ from: on.map(from, -1), to: on.map(to, 1) });
    });
  }
  return ranges.length === 0 ? null : { doc: tr.doc, ranges };
}

/** A block's id where the block is taken away; null where it stays, or its id says not where it came from. */
export function goneId(block: Node, pos: number, tr: Transaction): string | null {
  const id: unknown = block.attrs.id;
  if (typeof id !== "string" || isMadeUp(id)) return null;
  const start = tr.mapping.mapResult(pos, 1);
  if (start.deletedAfter) return id;
  // Letters without their marker, at the start of the text, are shown in a block that stays.
  const now: unknown = tr.doc.nodeAt(start.pos)?.attrs.id;
  return typeof now === "string" && now !== id && isMadeUp(now) ? id : null;
}

/** A sign for each position of a block: its letters, and one for all that is not a letter. */
export function lettersOf(block: Node): string {
  let letters = "";
  block.forEach((node) => (letters += node.text ?? "\uFFFC".repeat(node.nodeSize)));
  return letters;
}

/**
 * Tells where in a block that came again a place of the one that was taken away is; null where one
 * can't tell, since it says something else now.
 */
export function placesIn(was: string, is: string): ((offset: number) => number) | null {
  const most = Math.min(was.length, is.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  if (head + tail < was.length * 0.8 || (was === "" && is !== "")) return null;
  return (offset) => (offset <= head ? offset : Math.max(head, is.length - (was.length - offset)));
}
