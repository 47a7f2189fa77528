/**
 * Rebases two sets of steps made independently on one document: this person's, which the shared
 * text lacks, and others', which the editor doesn't show yet. Each is rebased over the other, as in
 * prosemirror-collab.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { type Mapping, ReplaceStep, type Step, Transform } from "@tiptap/pm/transform";
import type { Stepped } from "#app/document/flow/changes.ts";
import { mendDocument } from "#app/document/flow/mend.ts";

interface Rebased {
  /** The local steps on top of the remote ones. */
  readonly local: Stepped & { readonly before: Node };
  /** The remote steps on top of the local ones. */
  readonly remote: readonly Step[];
}

export function rebase(shown: Node, local: readonly Step[], remote: readonly Step[]): Rebased {
  const above = carryOver(shown, local, remote, 1);
  const below = carryOver(shown, remote, local, -1);
  // Where the two still differ, which edits of structure can lead to, the shared text is right.
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

/**
 * Applies `first`, reverts it, applies `second`, and then `first` again as far as possible.
 * @param side Where both put something at one place, whether what `first` put there comes before
 * (-1) or after (1) what `second` did. The two ways of carrying over must agree on it: a letter that
 * had to be put right afterwards is a new one to the steps that follow.
 */
function carryOver(doc: Node, first: readonly Step[], second: readonly Step[], side: -1 | 1) {
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
    let isRedone: boolean;
    if (before && step instanceof ReplaceStep && isMappedAmiss(step, mapping, before)) {
      isRedone = eraseApart(transform, step, mapping, side, before);
    } else {
      const mapped = mapStep(step, mapping, side);
      isRedone = mapped !== null && !transform.maybeStep(mapped).failed;
      const place = () => mapping.map(step instanceof ReplaceStep ? step.from : 0, side);
      isRedone ||= keepText(transform, step, place());
    }
    // Not in its types, but what prosemirror-collab itself calls.
    if (isRedone) (transform.mapping as Mirrored).setMirror(mapFrom, transform.steps.length - 1);
  }
  return { transform, from };
}

/** As `Step.map`, which puts every insertion behind what others put at its place. */
function mapStep(step: Step, mapping: Mapping, side: -1 | 1): Step | null {
  if (!(step instanceof ReplaceStep) || step.from < step.to) return step.map(mapping);
  const { pos, deletedAcross } = mapping.mapResult(step.from, side);
  return deletedAcross ? null : new ReplaceStep(pos, pos, step.slice);
}

/** The remaining ranges of what a step deletes, last to first. */
function survivors({ from, to }: ReplaceStep, mapping: Mapping): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let pos = from; pos < to; pos += 1) {
    const { pos: start, deletedAfter } = mapping.mapResult(pos, 1);
    const end = mapping.map(pos + 1, -1);
    const last = ranges.at(-1);
    // Text that others replaced maps to a range, too: that of what they put in its place.
    if (deletedAfter || end <= start) continue;
    if (last?.to === start) last.to = end;
    else ranges.push({ from: start, to: end });
  }
  return ranges.reverse();
}

/**
 * Whether a step as it is mapped would delete what others inserted meanwhile inside its range, or too
 * little: its beginning is mapped to behind what one typed oneself where others deleted everything.
 */
function isMappedAmiss(step: ReplaceStep, mapping: Mapping, before: Node): boolean {
  if (step.from === step.to) return false;
  const size = Math.max(0, mapping.map(step.to, -1) - mapping.map(step.from, 1));
  const left = survivors(step, mapping).reduce((sum, { from, to }) => sum + to - from, 0);
  return size > left || (size < left && isOfOneText(step, before));
}

/** Whether a step deletes letters of one block alone. */
function isOfOneText({ from, to }: ReplaceStep, before: Node): boolean {
  const [$from, $to] = [before.resolve(from), before.resolve(to)];
  return $from.sameParent($to) && $from.parent.inlineContent;
}

/**
 * Deletes around what others inserted. If more than letters of one block are deleted, nothing is.
 * Answers as `keepText`.
 */
function eraseApart(
  transform: Transform,
  step: ReplaceStep,
  mapping: Mapping,
  side: -1 | 1,
  before: Node,
): boolean {
  const place = side < 0 ? mapping.map(step.from, 1) : mapping.map(step.to, -1);
  const { length } = transform.steps;
  if (isOfOneText(step, before)) {
    const ranges = survivors(step, mapping);
    const [only] = ranges;
    if (only && ranges.length === 1) {
      return !transform.maybeStep(new ReplaceStep(only.from, only.to, step.slice)).failed;
    }
    for (const { from, to } of ranges) {
      transform.maybeStep(new ReplaceStep(from, to, Slice.empty));
    }
  }
  return keepText(transform, step, transform.mapping.slice(length).map(place, side));
}

/**
 * Keeps text that was typed where others deleted everything: at the end of the text before; where
 * there is none, before the text after; otherwise in a block of its own. True where it stands letter
 * by letter as the step had it, so that the steps after this one, which may replace it as a word that
 * is composed goes on, find it.
 */
function keepText(transform: Transform, step: Step, pos: number): boolean {
  if (!(step instanceof ReplaceStep)) return false;
  const { content } = step.slice;
  const words = content.textBetween(0, content.size, " ");
  if (words === "") return false;
  const { doc } = transform;
  const text = doc.type.schema.text(words);
  const $pos = doc.resolve(Math.min(pos, doc.content.size));
  const place = Selection.findFrom($pos, -1, true) ?? Selection.findFrom($pos, 1, true);
  const block = place ? null : doc.type.contentMatch.defaultType?.create(null, text);
  const at = place?.from ?? doc.content.size;
  transform.step(new ReplaceStep(at, at, new Slice(Fragment.from(block ?? text), 0, 0)));
  return block === null && content.firstChild?.isText === true && words.length === content.size;
}
