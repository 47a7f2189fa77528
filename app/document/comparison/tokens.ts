import { referenceOf } from "#app/document/nodes/reference.ts";
import { withContent, type ProseNode, type TextNode } from "#app/document/prose.ts";
import type { ComparedToken } from "./runs.ts";
import { lettersOfWord, wordsIn } from "./words.ts";

/** A word, a blank, a punctuation mark, a line break or an inline node; its key ignores marks. */
export interface Token extends ComparedToken {
  readonly node: ProseNode;
  /** The footnote that contains it; its node is then that footnote with only this piece. */
  readonly note: ProseNode | null;
}

/**
 * The tokens of a text block, including the words of its footnotes, one by one at their place. A
 * footnote whose id is in `lasting` (in both texts) is compared with itself; any other matches one
 * that reads the same.
 */
export function tokensOf(block: ProseNode, lasting: ReadonlySet<unknown> = new Set()): Token[] {
  return (block.content ?? []).flatMap((node): Token[] => {
    if (node.type === "text") return wordsOf(node);
    if (node.type !== "footnote") return [atomOf(node)];
    // A word in a footnote never equals one in the paragraph or in another footnote.
    const id: unknown = node.attrs?.id;
    const own = `\u0001${lasting.has(id) ? String(id) : beginningOf(node)}\u0001`;
    const inside = (piece: Token): Token => ({
      key: `${own}${piece.key}`,
      node: { ...node, content: [piece.node] },
      letters: piece.letters,
      note: node,
    });
    const begins = { key: own, node: { ...node, content: [] }, letters: 0, note: node };
    return [begins, ...tokensOf(node).map(inside)];
  });
}

/** Distinguishes footnotes by their text, short enough to prefix each of their words. */
function beginningOf(note: ProseNode): string {
  const words = JSON.stringify(note.content ?? []);
  return `${words.length} ${words.slice(0, 80)}`;
}

/** The ids of a block's footnotes. */
export function noteIds(block: ProseNode): unknown[] {
  const notes = (block.content ?? []).filter(({ type }) => type === "footnote");
  return notes.map(({ attrs }) => attrs?.id);
}

function wordsOf(node: TextNode): Token[] {
  return wordsIn(node.text).map((text) => ({
    key: text,
    node: { ...node, text },
    letters: lettersOfWord(text),
    note: null,
  }));
}

/**
 * A reference is compared by its targets, not by its current number, nor by whether they are stored
 * as a range.
 */
function atomOf(node: ProseNode): Token {
  const { type, content = null } = node;
  const isReference = type === "crossReference";
  const attrs = isReference ? referenceOf(node.attrs).targets.toSorted() : (node.attrs ?? null);
  return {
    key: `\u0000${JSON.stringify([type, attrs, content])}`,
    node,
    letters: 0,
    note: null,
  };
}

/** Whether two tokens that read the same also have the same marks. */
export function isMarkedAlike(one: Token, other: Token): boolean {
  const inner = ({ node, note }: Token) => (note === null ? node : (node.content?.[0] ?? node));
  return marksOf(inner(one)) === marksOf(inner(other));
}

function marksOf({ marks = [] }: ProseNode): string {
  return marks
    .map(({ type, attrs }) => `${type} ${attrs ? JSON.stringify(attrs) : ""}`)
    .toSorted()
    .join("|");
}

/** Tokens as nodes; adjacent texts with the same marks, and parts of one footnote, are joined. */
export function nodesOf(tokens: readonly Token[]): ProseNode[] {
  const nodes: ProseNode[] = [];
  let inNote: ProseNode | null = null;
  for (const { node, note } of tokens) {
    const last = nodes.at(-1);
    if (note !== null && note === inNote && last) {
      const words = joined([...(last.content ?? []), ...(node.content ?? [])]);
      nodes[nodes.length - 1] = withContent(last, words);
    } else {
      nodes.push(node);
    }
    inNote = note;
  }
  return joined(nodes);
}

function joined(nodes: readonly ProseNode[]): ProseNode[] {
  const run: ProseNode[] = [];
  for (const node of nodes) {
    const last = run.at(-1);
    if (last?.type === "text" && node.type === "text" && marksOf(last) === marksOf(node)) {
      run[run.length - 1] = { ...last, text: `${last.text}${node.text}` };
    } else {
      run.push(node);
    }
  }
  return run;
}
