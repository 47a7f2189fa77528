import { createEffort } from "#app/document/comparison/effort.ts";
import { boundedRuns } from "#app/document/comparison/runs.ts";
import { tokensOf, type Token } from "#app/document/comparison/tokens.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  isThere,
  resolvedInCell,
  resolvedBlocks,
  type FateChoice,
  type KeyedBlock,
} from "./fates.ts";
import type { NamedBlocks } from "./named-blocks.ts";
import type { IsSameRevision } from "./same-revision.ts";
import type {
  RevisedInline,
  RevisedParagraph,
  RevisedPlace,
  RevisedText,
  WordComment,
} from "./revised.ts";

/** A comment of ours that left. */
export interface SentComment {
  readonly id: string;
  readonly author: string;
  readonly at: string | null;
  /** Null where its words as they left are not known any more: it was edited or removed here since. */
  readonly text: string | null;
  readonly isDone: boolean;
}

/** A place in what left: offsets as ProseMirror counts within the block. */
interface LeftPlace {
  readonly blockId: string;
  readonly from: number;
  readonly to: number;
}

/** A comment that did not leave from here. */
export interface NewComment {
  readonly comment: WordComment;
  /** The comment of ours that it answers, directly or through others; null for none. */
  readonly answers: string | null;
  /** The new comment that it answers, by its id in the file; null for none. */
  readonly answersNew: number | null;
  /** Null where its words are in none of the blocks that left. */
  readonly place: LeftPlace | null;
  /** The words that it is about, as they stand in the file, deleted ones too. */
  readonly quote: string;
}

export interface ReturnedComments {
  readonly own: readonly {
    readonly id: string;
    /** "done" and "answered" are told of threads, on their first comment; a done one may be answered, too. */
    readonly fate: "there" | "answered" | "done" | "gone";
    readonly answers: number;
  }[];
  readonly added: readonly NewComment[];
}

interface CommentSides {
  readonly sent: readonly SentComment[];
  readonly file: { readonly text: RevisedText; readonly comments: readonly WordComment[] };
  /** The blocks that left, in the form of a version. */
  readonly left: readonly ProseNode[];
  /** Blocks that came back, under our ids, as `choice` resolves tracked changes. */
  readonly plain: NamedBlocks;
  readonly choice: FateChoice;
  readonly isSame: IsSameRevision;
}

/** Tells the fate of our comments, and finds new ones. */
export function returnedComments({
  sent,
  file: { text, comments },
  left,
  plain,
  choice,
  isSame,
}: CommentSides): ReturnedComments {
  const ours = matched(sent, comments, isSame);
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const places = new LeftPlaces(text, left, plain, choice);
  const added = comments
    .filter(({ id }) => !ours.has(id))
    .map((comment): NewComment => {
      const above = parentsOf(comment, byId);
      const own = above.find(({ id }) => ours.has(id));
      const parent = above[0];
      return {
        comment,
        answers: own ? (ours.get(own.id)?.id ?? null) : null,
        answersNew: parent && !ours.has(parent.id) ? parent.id : null,
        place: places.placeOf(comment.from, comment.to),
        quote: quoteOf(text, comment.from, comment.to),
      };
    });
  const found = new Map(Array.from(ours, ([id, one]) => [one.id, byId.get(id)]));
  const own = sent.map((one) => {
    const comment = found.get(one.id);
    const answers = added.filter((each) => each.answers === one.id).length;
    if (!comment) return { id: one.id, fate: "gone" as const, answers };
    const isDone = comment.isDone && !one.isDone;
    return {
      id: one.id,
      fate: isDone ? ("done" as const) : answers > 0 ? ("answered" as const) : ("there" as const),
      answers,
    };
  });
  return { own, added };
}

/**
 * Our comments in the file, by the file's ids: same author, minute and words. Of those whose words are not
 * known any more, author and minute alone, where the file has not lost these.
 */
function matched(
  sent: readonly SentComment[],
  comments: readonly WordComment[],
  isSame: IsSameRevision,
): Map<number, SentComment> {
  const found = new Map<number, SentComment>();
  const waiting = [...sent];
  const match = (isOne: (one: SentComment, comment: WordComment) => boolean) => {
    for (const comment of comments) {
      if (found.has(comment.id)) continue;
      const at = waiting.findIndex((one) => isSame(one, comment) && isOne(one, comment));
      const [one] = at < 0 ? [] : waiting.splice(at, 1);
      if (one) found.set(comment.id, one);
    }
  };
  match(
    ({ text }, comment) =>
      text !== null && withSingleSpaces(text) === withSingleSpaces(comment.text),
  );
  match(({ text, at }) => text === null && at !== null);
  return found;
}

function withSingleSpaces(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/** The comments above one, nearest first; a circle of a broken file ends where it began. */
function parentsOf(comment: WordComment, byId: ReadonlyMap<number, WordComment>): WordComment[] {
  const above: WordComment[] = [];
  const seen = new Set([comment.id]);
  let next = comment.parent === null ? undefined : byId.get(comment.parent);
  while (next && !seen.has(next.id)) {
    above.push(next);
    seen.add(next.id);
    next = next.parent === null ? undefined : byId.get(next.parent);
  }
  return above;
}

/** The paragraph of a place; null for a place in what is no text. */
function paragraphAt(
  { blocks }: RevisedText,
  { block, cell }: RevisedPlace,
): RevisedParagraph | null {
  const own = blocks[block];
  if (own?.type === "paragraph") return own;
  if (own?.type !== "table" || cell === null) return null;
  const [row, column, index] = cell;
  return own.rows[row]?.cells[column]?.blocks[index] ?? null;
}

function quoteOf(text: RevisedText, from: RevisedPlace, to: RevisedPlace): string {
  const [first, last] = [paragraphAt(text, from), paragraphAt(text, to)];
  if (!first) return "";
  const end = first === last ? to.offset : Number.POSITIVE_INFINITY;
  let at = 0;
  let quote = "";
  for (const { node } of first.content) {
    const length = unitsOfPiece(node);
    if (node.type === "text")
      quote += node.text.slice(Math.max(0, from.offset - at), Math.max(0, end - at));
    else if (at >= from.offset && at < end) quote += " ";
    at += length;
  }
  return quote;
}

function unitsOfPiece(node: RevisedInline["node"]): number {
  return node.type === "text" ? node.text.length : 1;
}

/** Finds places of a file in the blocks that left. */
class LeftPlaces {
  private readonly left = new Map<string, ProseNode>();
  private readonly raw: readonly KeyedBlock[];

  constructor(
    private readonly text: RevisedText,
    left: readonly ProseNode[],
    private readonly plain: NamedBlocks,
    private readonly choice: FateChoice,
  ) {
    const add = (node: ProseNode) => {
      const id = node.attrs?.id;
      if (node.type === "block" && typeof id === "string") this.left.set(id, node);
      else if (node.type !== "block") node.content?.forEach(add);
    };
    left.forEach(add);
    this.raw = resolvedBlocks(text, choice);
  }

  placeOf(from: RevisedPlace, to: RevisedPlace): LeftPlace | null {
    const start = this.offsetOf(from);
    if (start === null) return null;
    const end = this.offsetOf(to);
    // A comment over several paragraphs is about the first of them.
    const last = end?.blockId === start.blockId ? end.offset : start.size;
    return { blockId: start.blockId, from: start.offset, to: Math.max(start.offset, last) };
  }

  private offsetOf(
    place: RevisedPlace,
  ): { readonly blockId: string; readonly offset: number; readonly size: number } | null {
    const paragraphs = this.paragraphsAround(place);
    const index = place.cell === null ? place.block : place.cell[2];
    const blocks = place.cell === null ? this.raw : resolvedInCell(paragraphs, this.choice);
    const at = blocks.findIndex(({ from, to }) => from <= index && index <= to);
    const back = blocks[at];
    if (!back || back.node.type !== "block") return null;
    const blockId = this.idOf(back, at, place);
    const was = blockId === null ? undefined : this.left.get(blockId);
    if (blockId === null || !was) return null;
    let before = 0;
    for (let each = back.from; each < index; each += 1) {
      before += this.liveUnits(paragraphs[each], Number.POSITIVE_INFINITY);
    }
    const offset = before + this.liveUnits(paragraphs[index], place.offset);
    return { blockId, offset: offsetIn(was, back.node, offset), size: sizeOf(was) };
  }

  private idOf(back: KeyedBlock, at: number, { cell }: RevisedPlace): string | null {
    const own = cell === null ? this.plain.blocks[at]?.node.attrs?.id : back.node.attrs?.id;
    if (typeof own !== "string") return null;
    const id = cell === null ? own : (this.plain.ids.get(own) ?? null);
    return id === null || this.plain.made.has(id) ? null : id;
  }

  private paragraphsAround({ block, cell }: RevisedPlace): readonly RevisedParagraph[] {
    const { blocks } = this.text;
    if (cell === null) {
      // Only paragraphs are joined with others; the rest keeps the places.
      return blocks.map((one) => (one.type === "paragraph" ? one : NO_PARAGRAPH));
    }
    const own = blocks[block];
    return own?.type === "table" ? (own.rows[cell[0]]?.cells[cell[1]]?.blocks ?? []) : [];
  }

  /** The units of a paragraph up to a place that are there, as ProseMirror counts. */
  private liveUnits(paragraph: RevisedParagraph | undefined, end: number): number {
    let [at, live] = [0, 0];
    for (const piece of paragraph?.content ?? []) {
      if (at >= end) break;
      const length = unitsOfPiece(piece.node);
      if (isThere(piece, this.choice)) {
        const isText = piece.node.type === "text";
        live += isText ? Math.min(length, end - at) : this.sizeOfPiece(piece);
      }
      at += length;
    }
    return live;
  }

  private sizeOfPiece({ node, note }: RevisedInline): number {
    if (node.type !== "footnote") return unitsOfPiece(node);
    const inner = (note ?? []).filter((piece) => isThere(piece, this.choice));
    return 2 + inner.reduce((sum, piece) => sum + unitsOfPiece(piece.node), 0);
  }
}

const NO_PARAGRAPH: RevisedParagraph = {
  type: "paragraph",
  id: null,
  key: null,
  shape: { kind: "body", level: 1 },
  reshaped: null,
  mark: { inserted: null, deleted: null },
  content: [],
};

function sizeOf({ text, content, type }: ProseNode): number {
  if (text !== undefined) return text.length;
  const inner = (content ?? []).reduce((sum, node) => sum + sizeOf(node), 0);
  if (type === "footnote") return inner + 2;
  return type === "block" ? inner : 1;
}

/** The most steps to find one place: a block is some thousand words at most. */
const PLACE_EFFORT = 300_000;

/** Where an offset of a block that came back was in the one that left. */
function offsetIn(left: ProseNode, back: ProseNode, offset: number): number {
  const tokens = (block: ProseNode) =>
    (block.content ?? []).flatMap((node): Token[] =>
      node.type === "footnote"
        ? [{ key: "\u0001", letters: 0, node, note: null }]
        : tokensOf({ type: "block", content: [node] }),
    );
  const size = (some: readonly { readonly node: ProseNode }[]) =>
    some.reduce((sum, { node }) => sum + sizeOf(node), 0);
  let [old, now] = [0, 0];
  const runs = boundedRuns(tokens(left), tokens(back), createEffort(PLACE_EFFORT), 400);
  for (const { alike, before, after } of runs) {
    if (!alike) {
      const length = size(after);
      // The end of what replaced words is the end of those.
      if (offset < now + length) return old + Math.min(offset - now, size(before));
      [old, now] = [old + size(before), now + length];
      continue;
    }
    for (const [index, token] of after.entries()) {
      const length = sizeOf(token.node);
      if (offset < now + length) return old + (offset - now);
      [old, now] = [old + sizeOf(before[index]?.node ?? token.node), now + length];
    }
  }
  return Math.min(old, sizeOf(left));
}
