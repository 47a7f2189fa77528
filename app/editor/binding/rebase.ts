/**
 * Rebases two sets of steps made independently on one document: this person's, which the shared
 * text lacks, and others', which the editor doesn't show yet. Each is rebased over the other, as in
 * prosemirror-collab.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { type Mapping, ReplaceStep, type Step, Transform } from "@tiptap/pm/transform";
import type { Stepped } from "#app/document/flow/changes.ts";
import { mendDocument } from "./mend.ts";

export interface Rebased {
  /** The local steps on top of the remote ones. */
  readonly local: Stepped & { readonly before: Node };
  /** The remote steps on top of the local ones. */
  readonly remote: readonly Step[];
}

export function rebase(shown: Node, local: readonly Step[], remote: readonly Step[]): Rebased {
  const above = carryOver(shown, local, remote);
  const below = carryOver(shown, remote, local);
  // Where both inserted at one place, the order of the shared text is used.
  mendDocument(below.transform, above.transform.doc);
  const { transform, from } = above;
  return {
    local: {
      before: transform.docs[from] ?? transform.doc,
      steps: transform.steps.slice(from),
      docs: transform.docs.slice(from),
      doc: transform.doc,
    },
    remote: below.transform.steps.slice(below.from),
  };
}

type Mirrored = Mapping & { setMirror(one: number, other: number): void };

/** Applies `first`, reverts it, applies `second`, and then `first` again as far as possible. */
function carryOver(doc: Node, first: readonly Step[], second: readonly Step[]) {
  const transform = new Transform(doc);
  for (const step of first) transform.step(step);
  const docs = [...transform.docs];
  for (const [i, step] of [...first.entries()].reverse()) {
    const before = docs[i];
    if (before) transform.step(step.invert(before));
  }
  for (const step of second) transform.step(step);
  const from = transform.steps.length;
  let mapFrom = 2 * first.length;
  for (const [i, step] of first.entries()) {
    const mapping = transform.mapping.slice(mapFrom);
    mapFrom -= 1;
    const before = docs[i];
    if (before && step instanceof ReplaceStep && takesMore(step, mapping)) {
      eraseApart(transform, step, mapping, before);
      continue;
    }
    const mapped = step.map(mapping);
    if (mapped && !transform.maybeStep(mapped).failed) {
      // Not in its types, but what prosemirror-collab itself calls.
      (transform.mapping as Mirrored).setMirror(mapFrom, transform.steps.length - 1);
    } else keepText(transform, step, mapping.map(step instanceof ReplaceStep ? step.from : 0));
  }
  return { transform, from };
}

/** The remaining ranges of what a step deletes, last to first. */
function survivors({ from, to }: ReplaceStep, mapping: Mapping): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let pos = from; pos < to; pos += 1) {
    const [start, end] = [mapping.map(pos, 1), mapping.map(pos + 1, -1)];
    const last = ranges.at(-1);
    if (end <= start) continue;
    if (last?.to === start) last.to = end;
    else ranges.push({ from: start, to: end });
  }
  return ranges.reverse();
}

/** Whether a step would delete what others inserted meanwhile inside its range. */
function takesMore(step: ReplaceStep, mapping: Mapping): boolean {
  const size = mapping.map(step.to, -1) - mapping.map(step.from, 1);
  const left = survivors(step, mapping).reduce((sum, { from, to }) => sum + to - from, 0);
  return size > left;
}

/**
 * Deletes around what others inserted. If more than letters of one block are deleted, nothing is.
 */
function eraseApart(transform: Transform, step: ReplaceStep, mapping: Mapping, before: Node): void {
  const [$from, $to] = [before.resolve(step.from), before.resolve(step.to)];
  const place = mapping.map(step.from, -1);
  if ($from.sameParent($to) && $from.parent.inlineContent) {
    for (const { from, to } of survivors(step, mapping)) {
      transform.maybeStep(new ReplaceStep(from, to, Slice.empty));
    }
  }
  keepText(transform, step, place);
}

/**
 * Keeps text that was typed where others deleted everything: at the end of the text before; where
 * there is none, before the text after; otherwise in a block of its own.
 */
function keepText(transform: Transform, step: Step, pos: number): void {
  if (!(step instanceof ReplaceStep)) return;
  const { content } = step.slice;
  const words = content.textBetween(0, content.size, " ");
  if (words === "") return;
  const { doc } = transform;
  const text = doc.type.schema.text(words);
  const $pos = doc.resolve(Math.min(pos, doc.content.size));
  const place = Selection.findFrom($pos, -1, true) ?? Selection.findFrom($pos, 1, true);
  const block = place ? null : doc.type.contentMatch.defaultType?.create(null, text);
  const at = place?.from ?? doc.content.size;
  transform.step(new ReplaceStep(at, at, new Slice(Fragment.from(block ?? text), 0, 0)));
}
