import { Fragment, type Node } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import type { ProseNode } from "#app/document/prose.ts";
import type { TextRange } from "#app/editor/threads/text-places.ts";
import { nodesIn } from "./block-spans.ts";
import type { BlockSpan } from "./suggesting-options.ts";

/**
 * Where a suggestion stands: at the words that it changes, and where it only adds some, at the word before
 * them: in a table at their cell, in a footnote at its own words (M21).
 */
export function suggestedRange(
  doc: Node,
  span: BlockSpan,
  proposed: readonly ProseNode[],
): TextRange {
  const becomes = Fragment.fromArray(proposed.map((node) => doc.type.schema.nodeFromJSON(node)));
  const { from, to } = changedIn(Fragment.fromArray(nodesIn(doc, span)), becomes);
  const changed = { from: span.from + from, to: span.from + to };
  const alone = doc.nodeAt(changed.from);
  if (alone?.isAtom && alone.isBlock && changed.to === changed.from + alone.nodeSize)
    return changed;
  return withWholeWords(doc, inBlocks(doc, changed));
}

/** The part of some blocks that others of their place have not. */
function changedIn(was: Fragment, becomes: Fragment): TextRange {
  const from = was.findDiffStart(becomes) ?? 0;
  const ends = was.findDiffEnd(becomes) ?? { a: was.size, b: becomes.size };
  // A repeat is both before and behind the change: counted once.
  const twice = Math.max(0, from - Math.min(ends.a, ends.b));
  return { from, to: Math.max(from, ends.a + twice) };
}

/** Within the paragraphs, cells and footnotes of a range; in the nearest where it has none. */
function inBlocks(doc: Node, { from, to }: TextRange): TextRange {
  const held: TextRange[] = [];
  doc.nodesBetween(from, Math.max(to, from + 1), (node, position) => {
    if (!node.inlineContent) return true;
    const [begins, ends] = [position + 1, position + node.nodeSize - 1];
    const part = { from: Math.max(from, begins), to: Math.min(to, ends) };
    if (part.from > part.to) return false;
    // The words of a footnote that holds all of the change.
    let isOfNote = false;
    node.forEach((child, offset) => {
      const start = begins + offset;
      isOfNote ||= child.inlineContent && start < from && to < start + child.nodeSize;
    });
    if (!isOfNote || node.type.name === "footnote") held.push(part);
    return isOfNote;
  });
  const [first, last] = [held[0], held.at(-1)];
  if (first && last) return { from: first.from, to: Math.max(first.from, last.to) };
  const { from: near } = Selection.near(doc.resolve(Math.min(from, doc.content.size)), -1);
  return { from: near, to: near };
}

/** With the whole words at both ends; where it holds none, with the word before it, or behind. */
function withWholeWords(doc: Node, { from, to }: TextRange): TextRange {
  const [$from, $to] = [doc.resolve(from), doc.resolve(to)];
  const [before, behind] = [$from.nodeBefore?.text ?? "", $to.nodeAfter?.text ?? ""];
  const begins = from - wordAtEnd(before);
  const ends = to + (/^\S*/u.exec(behind)?.[0].length ?? 0);
  if (begins < ends) return { from: begins, to: ends };
  const word = wordAtEnd(before.trimEnd());
  if (word > 0) return { from: from - word - (before.length - before.trimEnd().length), to };
  return { from, to: to + (/^\s*\S+/u.exec(behind)?.[0].length ?? 0) };
}

/** The length of the word with which a text ends; 0 where it ends with a space. */
function wordAtEnd(text: string): number {
  let at = text.length;
  while (at > 0 && text.charAt(at - 1).trim() !== "") at -= 1;
  return text.length - at;
}
