import type { RevisedPlace, WordComment } from "#app/document/word/revised.ts";
import type { CommentEnds } from "./blocks.ts";
import { branchOf } from "./branch.ts";
import type { RawPlace } from "./context.ts";
import type { NotKeptList } from "./not-kept.ts";
import type { PackageParts } from "./package.ts";
import { authorOf, instantOf, isoInstant } from "./revisions.ts";
import { childrenOf, isElement, numberIn, textIn, type XmlElement } from "./xml.ts";

interface ReadComment {
  readonly id: number;
  readonly author: string;
  readonly at: string | null;
  readonly text: string;
  /** The paragraph ids by which replies name it: that of its last paragraph. */
  readonly paragraph: string | null;
}

type CommentParts = Pick<
  PackageParts,
  "comments" | "commentsExtended" | "commentsExtensible" | "commentsIds"
>;

/** The comments of a file at their places; those without a place are told. */
export function readComments(
  parts: CommentParts,
  ends: CommentEnds,
  notKept: NotKeptList<RawPlace>,
): WordComment[] {
  const instants = instantsIn(parts);
  const written: ReadComment[] = [];
  const known = new Set<number>();
  for (const element of childrenOf(parts.comments, "w:comment")) {
    const id = numberIn(element.attributes["w:id"]);
    if (id === null || known.has(id)) continue;
    known.add(id);
    written.push(commentIn(element, id, instants));
  }
  const threads = threadsIn(parts.commentsExtended, written);
  const placed = new Map<number, { readonly from: RevisedPlace; readonly to: RevisedPlace }>();
  for (const { id } of written) {
    const at = ends.at.get(id);
    const from = ends.from.get(id) ?? ends.to.get(id) ?? at;
    const to = ends.to.get(id) ?? at ?? from;
    if (from !== undefined && to !== undefined) {
      placed.set(id, isBefore(to, from) ? { from: to, to: from } : { from, to });
    }
  }
  const first = new Map<string, number>();
  return written.flatMap((comment): WordComment[] => {
    const { id, author, at, text } = comment;
    const thread = threads.get(id);
    const place = placed.get(id) ?? placed.get(thread?.root ?? id);
    if (place === undefined) {
      notKept.add("comment", null, text);
      return [];
    }
    let parent = thread?.root ?? null;
    if (parts.commentsExtended === null) {
      // Google Docs writes each answer as a comment of its own at the same words.
      const range = JSON.stringify(place);
      parent = first.get(range) ?? null;
      if (parent === null) first.set(range, id);
    } else if (parent !== null && !placed.has(parent)) parent = null;
    return [{ id, author, at, text, parent, isDone: thread?.isDone ?? false, ...place }];
  });
}

function commentIn(
  element: XmlElement,
  id: number,
  instants: ReadonlyMap<string, string>,
): ReadComment {
  const paragraphs = paragraphsIn(element);
  const names = paragraphs.map(({ attributes }) => attributes["w14:paraId"]?.toUpperCase());
  const paragraph = names.at(-1) ?? null;
  const utc = isoInstant(element.attributes["w16du:dateUtc"]) ?? instants.get(paragraph ?? "");
  return {
    id,
    author: authorOf(element),
    at: utc ?? instantOf(element),
    text: paragraphs.map(shownText).join("\n").trim(),
    paragraph,
  };
}

function paragraphsIn(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((one) => {
    if (one.name === "w:p") return [one];
    return one.name === "mc:AlternateContent"
      ? paragraphsIn(branchOf(one) ?? one)
      : paragraphsIn(one);
  });
}

function shownText(element: XmlElement): string {
  let words = "";
  for (const node of element.children) {
    if (!isElement(node)) continue;
    if (node.name === "w:t") words += textIn(node);
    else if (node.name === "w:tab") words += "\t";
    else if (node.name === "w:br" || node.name === "w:cr") words += "\n";
    else if (node.name === "w:noBreakHyphen") words += "\u2011";
    else if (node.name === "mc:AlternateContent") words += shownText(branchOf(node) ?? node);
    else if (node.name !== "w:del" && node.name !== "w:pPr") words += shownText(node);
  }
  return words;
}

/** The instants of comments by the ids of their paragraphs, which a chain of two parts leads to. */
function instantsIn({ commentsIds, commentsExtensible }: CommentParts): Map<string, string> {
  const paragraphOf = new Map<string, string>();
  for (const { attributes } of childrenOf(commentsIds, "w16cid:commentId")) {
    const { "w16cid:durableId": durable, "w16cid:paraId": paragraph } = attributes;
    if (durable !== undefined && paragraph !== undefined) {
      paragraphOf.set(durable.toUpperCase(), paragraph.toUpperCase());
    }
  }
  const instants = new Map<string, string>();
  for (const { attributes } of childrenOf(commentsExtensible, "w16cex:commentExtensible")) {
    const at = isoInstant(attributes["w16cex:dateUtc"]);
    const paragraph = paragraphOf.get((attributes["w16cex:durableId"] ?? "").toUpperCase());
    if (at !== null && paragraph !== undefined) instants.set(paragraph, at);
  }
  return instants;
}

interface ThreadOf {
  /** The first comment of its thread; null for that one itself. */
  readonly root: number | null;
  readonly isDone: boolean;
}

function threadsIn(
  extended: XmlElement | null,
  written: readonly ReadComment[],
): Map<number, ThreadOf> {
  const byParagraph = new Map(written.map(({ id, paragraph }) => [paragraph ?? "", id]));
  const parents = new Map<number, number>();
  const done = new Set<number>();
  for (const { attributes } of childrenOf(extended, "w15:commentEx")) {
    const id = byParagraph.get((attributes["w15:paraId"] ?? "-").toUpperCase());
    if (id === undefined) continue;
    const parent = byParagraph.get((attributes["w15:paraIdParent"] ?? "-").toUpperCase());
    if (parent !== undefined && parent !== id) parents.set(id, parent);
    if (/^(?:1|true|on)$/u.test(attributes["w15:done"] ?? "")) done.add(id);
  }
  return new Map(
    written.map(({ id }) => {
      let root = id;
      // A circle ends where it began.
      for (let steps = 0; steps < MOST_STEPS; steps += 1) {
        const parent = parents.get(root);
        if (parent === undefined || parent === id) break;
        root = parent;
      }
      return [id, { root: root === id ? null : root, isDone: done.has(root) }];
    }),
  );
}

/** Answers to answers; Word writes one step. */
const MOST_STEPS = 20;

function isBefore(one: RevisedPlace, other: RevisedPlace): boolean {
  if (one.block !== other.block) return one.block < other.block;
  const [cell, from] = [one.cell ?? [], other.cell ?? []];
  for (let index = 0; index < 3; index += 1) {
    const difference = (cell[index] ?? 0) - (from[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return one.offset < other.offset;
}
