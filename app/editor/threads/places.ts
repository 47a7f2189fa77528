import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import * as Y from "yjs";
import type { DraftPlace, Place, RelativeJson, VersionPlace } from "#app/domain/margin/place.ts";
import { bindingIn, type FlowBinding } from "#app/editor/binding/index.ts";
import {
  ATOM,
  clipped,
  clippedAfter,
  clippedBefore,
  type Quoted,
} from "#app/document/margin/quoted-text.ts";
import { TextIndex } from "#app/document/margin/text-index.ts";
import type { TextRange } from "./text-places.ts";

/** Makes a lasting place of a part of the draft; null where none of it can be named. */
export function draftPlace(
  state: EditorState,
  range: TextRange,
  generation: number,
): DraftPlace | null {
  const { doc } = state;
  const { from, to } = aroundNotes(doc, range);
  const binding = bindingIn(state);
  const start = blockAround(doc, from);
  if (!binding || !start) return null;
  const end = blockAround(doc, to) ?? start;
  const [first, last] = [relative(binding, doc, from, 1), relative(binding, doc, to, -1)];
  if (!first || !last) return null;
  return {
    in: "draft",
    generation,
    from: first,
    to: last,
    blockId: start.id,
    fromOffset: Math.max(0, from - start.inside),
    toOffset: Math.max(0, to - end.inside),
    toBlockId: end.id === start.id ? null : end.id,
    ...quoted(doc, { from, to }),
  };
}

/** The range with whole footnotes where it begins or ends in one that it leaves: one may be deleted alone. */
function aroundNotes(doc: Node, { from, to }: TextRange): TextRange {
  const [$from, $to] = [doc.resolve(from), doc.resolve(to)];
  const shared = $from.sharedDepth(to);
  let [start, end] = [from, to];
  for (let depth = $from.depth; depth > shared; depth -= 1) {
    if ($from.node(depth).type.name === "footnote") start = $from.before(depth);
  }
  for (let depth = $to.depth; depth > shared; depth -= 1) {
    if ($to.node(depth).type.name === "footnote") end = $to.after(depth);
  }
  return { from: start, to: end };
}

function relative(
  binding: FlowBinding,
  doc: Node,
  position: number,
  assoc: number,
): RelativeJson | null {
  const at = binding.toRelative(doc, position, assoc) ?? binding.toRelative(doc, position, -assoc);
  return at && (Y.relativePositionToJSON(at) as RelativeJson);
}

/** The block that holds a position, or the one that begins there: with its id, and where its content begins. */
function blockAround(doc: Node, position: number): { id: string; inside: number } | null {
  const $at = doc.resolve(position);
  for (let { depth } = $at; depth > 0; depth -= 1) {
    const node = $at.node(depth);
    const id = idOf(node);
    if (node.type.name !== "footnote" && id) return { id, inside: $at.start(depth) };
  }
  const beside = $at.nodeAfter ?? $at.nodeBefore;
  const id = beside && idOf(beside);
  return id ? { id, inside: position } : null;
}

function idOf({ attrs }: Node): string | null {
  const id: unknown = attrs.id;
  return typeof id === "string" && id !== "" ? id : null;
}

/** How far around a place its surroundings are read. */
const AROUND = 200;

function quoted(doc: Node, { from, to }: TextRange): Quoted {
  const { size } = doc.content;
  return {
    quote: clipped(textBetween(doc, from, to)),
    before: clippedBefore(textBetween(doc, Math.max(0, from - AROUND), from)),
    after: clippedAfter(textBetween(doc, to, Math.min(size, to + AROUND))),
  };
}

/** The words between two positions, as places quote them. */
export function textBetween(doc: Node, from: number, to: number): string {
  return textIndexOf(doc, from, to).text;
}

/** Where these words stand between two positions. */
export function findBetween(doc: Node, { from, to }: TextRange, words: string): TextRange | null {
  const index = textIndexOf(doc, from, to);
  const at = index.text.indexOf(words);
  return at < 0 ? null : positionsOf(index, { from: at, to: at + words.length });
}

/** How a place was found: by itself, by its words, or not at all. */
export type FoundPlace =
  | (TextRange & { readonly by: "position" | "words" })
  | { readonly by: "removed" }
  | { readonly by: "document" };

/**
 * Where a place is in the draft now (M4): by its positions, by its words in its block, by its words
 * in the text, by what is left of them in the block.
 */
export function findPlace(state: EditorState, place: Place, generation: number): FoundPlace {
  if (place.in === "document") return { by: "document" };
  const inDraft = place.in === "version" ? place.draft : place;
  const range = inDraft && byPosition(state, inDraft);
  if (range) return { ...range, by: "position" };
  // Where positions of this generation are gone, so are the words: only a move can have kept them.
  const isOld = inDraft?.generation !== generation;
  const found = byQuote(state.doc, inDraft ?? place, isOld);
  return found ? { ...found, by: "words" } : { by: "removed" };
}

/**
 * By its positions, whatever the generation: reopening keeps the text's items, and what a restore takes
 * out (R35) is not found by any id again.
 */
function byPosition(state: EditorState, place: DraftPlace): TextRange | null {
  const binding = bindingIn(state);
  if (!binding) return null;
  const [from, to] = [place.from, place.to].map((at) => absolute(binding, at, state.doc));
  if (from === undefined || to === undefined || from > to) return null;
  // An empty paragraph has no words; anything else that shrank to nothing was removed.
  return from < to || place.quote === "" ? { from, to } : null;
}

function absolute(binding: FlowBinding, at: RelativeJson, doc: Node): number | undefined {
  try {
    return binding.toAbsolute(Y.createRelativePositionFromJSON(at), doc) ?? undefined;
  } catch {
    // A position of another kind of client.
    return undefined;
  }
}

/** The first of these blocks that the draft still has: its words, or all of one that has none. */
export function findBlock(doc: Node, ids: readonly string[]): TextRange | null {
  const { blocks } = indexOf(doc);
  for (const id of ids) {
    const { block } = blocks.get(id) ?? {};
    if (block) return { from: block.inside, to: block.inside + block.size };
  }
  let found: TextRange | null = null;
  doc.forEach((node, from) => {
    const id = idOf(node);
    if (id !== null && ids.includes(id)) found ??= { from, to: from + node.nodeSize };
  });
  return found;
}

function byQuote(doc: Node, place: DraftPlace | VersionPlace, isOld: boolean): TextRange | null {
  const index = indexOf(doc);
  const { block } = index.blocks.get(place.blockId) ?? {};
  if (block && place.quote === "") {
    const from = Math.min(block.inside + place.fromOffset, block.inside + block.size);
    return { from, to: from };
  }
  const found = index.findText(place, isOld);
  return found && positionsOf(index, found);
}

/** Words by their positions; of a block, where its content begins, and its size. */
type DocIndex = TextIndex<number, { readonly inside: number; readonly size: number }>;

function textIndexOf(doc: Node, from: number, to: number): DocIndex {
  const index: DocIndex = new TextIndex();
  doc.nodesBetween(from, to, (node, position) => {
    if (node.isText) {
      const start = Math.max(from, position);
      index.add((node.text ?? "").slice(start - position, Math.max(0, to - position)), start);
    } else if (node.type.name === "block") {
      index.open(idOf(node) ?? "", { inside: position + 1, size: node.content.size }, position);
    } else if (node.isLeaf && position >= from) index.add(ATOM, position);
  });
  index.close();
  return index;
}

function positionsOf(index: DocIndex, { from, to }: TextRange): TextRange {
  const positionAt = (at: number) => {
    const run = index.runAt(at);
    return run ? run.source + at - run.at : 0;
  };
  return { from: positionAt(from), to: positionAt(to - 1) + 1 };
}

const indexes = new WeakMap<Node, DocIndex>();

/** Of a whole text; made when words are looked for. */
function indexOf(doc: Node): DocIndex {
  const index = indexes.get(doc) ?? textIndexOf(doc, 0, doc.content.size);
  indexes.set(doc, index);
  return index;
}
