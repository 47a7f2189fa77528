/**
 * Two sets of steps that were made apart in one document: this person's, which the shared text doesn't
 * have, and others', which the editor hasn't been shown. Each is carried over the other, as in
 * prosemirror-collab.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { type Mapping, ReplaceStep, type Step, Transform } from "@tiptap/pm/transform";
import type { Stepped } from "~/document/flow/changes";
import { mendDocument } from "./mend";

export interface Rebased {
  /** The local steps on top of the remote ones. */
  readonly local: Stepped & { readonly before: Node };
  /** The remote steps on top of the local ones. */
  readonly remote: readonly Step[];
}

export function rebase(shown: Node, local: readonly Step[], remote: readonly Step[]): Rebased {
  const above = carryOver(shown, local, remote);
  const below = carryOver(shown, remote, local);
  // Where both put something in at one place, the order of the shared text holds.
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

/** Does `first`, takes it back, does `second`, and does `first` again as far as it can be done. */
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
  for (const step of first) {
    const mapping = transform.mapping.slice(mapFrom);
    mapFrom -= 1;
    const mapped = step.map(mapping);
    if (mapped && !transform.maybeStep(mapped).failed) {
      // Not in its types, but what prosemirror-collab itself calls.
      (transform.mapping as Mirrored).setMirror(mapFrom, transform.steps.length - 1);
    } else keepWords(transform, step, mapping.map(step instanceof ReplaceStep ? step.from : 0));
  }
  return { transform, from };
}

/** What was typed where others took everything away stands where that was. */
function keepWords(transform: Transform, step: Step, pos: number): void {
  if (!(step instanceof ReplaceStep)) return;
  const { content } = step.slice;
  const words = content.textBetween(0, content.size, " ");
  if (words === "") return;
  const { from, $from } = Selection.near(transform.doc.resolve(pos));
  if (!$from.parent.inlineContent) return;
  const text = Fragment.from(transform.doc.type.schema.text(words));
  transform.step(new ReplaceStep(from, from, new Slice(text, 0, 0)));
}
