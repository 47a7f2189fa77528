/** Maps changed ranges of a document over several transactions. */
import type { Node } from "@tiptap/pm/model";
import { AddMarkStep, AttrStep, RemoveMarkStep, type Step } from "@tiptap/pm/transform";

/** The range `fromA` to `toA` of the document before became `fromB` to `toB` after. */
export interface Change {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Steps, with the document before each. */
export interface Stepped {
  readonly steps: readonly Step[];
  readonly docs: readonly Node[];
  readonly doc: Node;
}

/** The changed ranges of these transactions, in order and disjoint. */
export function changesOf(transactions: readonly Stepped[]): Change[] {
  let changes: Change[] = [];
  for (const { steps, docs, doc } of transactions) {
    for (const [n, step] of steps.entries()) {
      for (const { fromB, toB, toC } of rangesOf(step, docs[n] ?? doc, docs[n + 1] ?? doc)) {
        const last = changes.at(-1);
        // Replace all goes through the text in order: its 20,000 changes are appended, since
        // copying all earlier ones for each would take seconds.
        if (last && last.toB >= fromB) changes = compose(changes, fromB, toB, toC);
        else changes.push(changeBehind(last, fromB, toB, toC));
      }
    }
  }
  return changes;
}

interface StepRange {
  readonly fromB: number;
  readonly toB: number;
  readonly toC: number;
}

function rangesOf(step: Step, before: Node, after: Node): StepRange[] {
  const ranges: StepRange[] = [];
  step.getMap().forEach((oldStart, oldEnd, newStart, newEnd) => {
    ranges.push({ fromB: newStart, toB: newStart + oldEnd - oldStart, toC: newEnd });
  });
  if (ranges.length > 0) return ranges;
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    return [{ fromB: step.from, toB: step.to, toC: step.to }];
  }
  if (step instanceof AttrStep) {
    return [{ fromB: step.pos, toB: step.pos + 1, toC: step.pos + 1 }];
  }
  return [{ fromB: 0, toB: before.content.size, toC: after.content.size }];
}

/** The change as one after all others; undefined where it touches the last one. */
function changeBehind(last: Change | undefined, fromB: number, toB: number, toC: number): Change {
  const shift = last ? last.toA - last.toB : 0;
  return { fromA: fromB + shift, toA: toB + shift, fromB, toB: toC };
}

/** Adds a change from fromB–toB to fromB–toC; changes that touch are joined. */
function compose(list: readonly Change[], fromB: number, toB: number, toC: number): Change[] {
  const first = list.findIndex((change) => change.toB >= fromB);
  const start = first < 0 ? list.length : first;
  let end = start;
  for (let next = list[end]; next && next.fromB <= toB; next = list[end]) end += 1;
  const touched = list.slice(start, end);
  const shiftOf = (change: Change | undefined) => (change ? change.toA - change.toB : 0);
  const [head, tail] = [touched[0], touched.at(-1)];
  const shift = shiftOf(list[start - 1]);
  const delta = toC - toB;
  const headIn = head && head.fromB <= fromB ? head : null;
  const tailIn = tail && tail.toB >= toB ? tail : null;
  const merged = {
    fromA: headIn ? headIn.fromA : fromB + shift,
    toA: tailIn ? tailIn.toA : toB + (tail ? shiftOf(tail) : shift),
    fromB: headIn ? headIn.fromB : fromB,
    toB: (tailIn ? tailIn.toB : toB) + delta,
  };
  const behind = list.slice(end);
  return [
    ...list.slice(0, start),
    merged,
    ...(delta === 0
      ? behind
      : behind.map((change) => ({
          ...change,
          fromB: change.fromB + delta,
          toB: change.toB + delta,
        }))),
  ];
}

/** The one range in which two nodes differ; null where they are equal. */
export function difference(a: Node, b: Node): Change | null {
  const start = a.content.findDiffStart(b.content);
  const end = a.content.findDiffEnd(b.content);
  if (start === null || !end) return null;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return { fromA: start, toA: end.a + overlap, fromB: start, toB: end.b + overlap };
}

/** The changes relative to the content of a child of both. */
export function changesFrom(changes: readonly Change[], startA: number, startB: number): Change[] {
  return changes.map(({ fromA, toA, fromB, toB }) => ({
    fromA: fromA - startA,
    toA: toA - startA,
    fromB: fromB - startB,
    toB: toB - startB,
  }));
}

/**
 * The changed ranges between a node of `sizeA` and one of `sizeB`, from changes that may extend
 * beyond them: everything except what lies in both and outside every change. Null where nothing
 * changed.
 */
export function changesWithin(
  changes: readonly Change[],
  sizeA: number,
  sizeB: number,
): Change[] | null {
  const inner: Change[] = [];
  let [atA, atB] = [0, 0];
  const keep = (fromA: number, fromB: number) => {
    if (fromA > atA || fromB > atB) inner.push({ fromA: atA, toA: fromA, fromB: atB, toB: fromB });
  };
  for (let n = 0; n <= changes.length; n += 1) {
    const [before, behind] = [changes[n - 1], changes[n]];
    const next = behind ?? before;
    if (!next) break;
    const shift = behind ? behind.fromB - behind.fromA : next.toB - next.toA;
    const from = Math.max(0, -shift, before ? before.toA : 0);
    const to = Math.min(sizeA, sizeB - shift, behind ? behind.fromA : sizeA);
    if (from >= to) continue;
    keep(from, from + shift);
    [atA, atB] = [to, to + shift];
  }
  if (atA === 0 && atB === 0) return null;
  keep(sizeA, sizeB);
  return inner;
}
