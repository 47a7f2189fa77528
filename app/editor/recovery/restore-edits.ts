import type { Node, Schema } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { insertedStretch, type RecoverableBlock } from "./recoverable-edits.ts";

interface Found {
  readonly node: Node;
  readonly position: number;
}

/**
 * A transaction that puts offered words into the draft (R17), as text that is typed now. Into a block
 * that still reads as it did without them, at their place; otherwise as a block of their own behind
 * it; where it is gone, behind the block that stood before it; at last, at the end.
 */
export function restoreEdits(state: EditorState, blocks: readonly RecoverableBlock[]): Transaction {
  const transaction = state.tr;
  const { schema } = state;
  for (const block of blocks) {
    const { at, words } = insertedStretch(block);
    const home = find(transaction.doc, block.id);
    if (home && block.before !== null && readsAs(home.node, block.before)) {
      const start = home.position + 1 + at;
      const replaced = block.before.length - (block.text.length - words.length);
      transaction.replaceWith(start, start + replaced, inline(schema, words));
      continue;
    }
    const before = home ?? find(transaction.doc, block.after);
    const shape = home ? { kind: home.node.attrs.kind, level: home.node.attrs.level } : {};
    const own = schema.nodes.block?.create({ id: null, ...shape }, inline(schema, words));
    if (own) transaction.insert(placeBehind(transaction.doc, before), own);
  }
  return transaction.scrollIntoView();
}

function find(document: Node, id: string | null): Found | null {
  let found: Found | null = null;
  if (id === null) return null;
  document.descendants((node, position) => {
    if (node.type.name === "block" && node.attrs.id === id) found = { node, position };
    return found === null && node.type.name !== "block";
  });
  return found;
}

/** Behind the block, within its table cell if it stands in one. */
function placeBehind(document: Node, found: Found | null): number {
  return found ? found.position + found.node.nodeSize : document.content.size;
}

/**
 * Whether it reads so, as offeredBlocks reads it (a line break is one character), and its letters are
 * its places: those behind a footnote are not.
 */
function readsAs(block: Node, text: string): boolean {
  const { size } = block.content;
  return size === text.length && block.textBetween(0, size, "\n", "\n") === text;
}

function inline(schema: Schema, text: string): Node[] {
  const nodes: Node[] = [];
  text.split("\n").forEach((line, index) => {
    const lineBreak = index > 0 ? schema.nodes.hardBreak?.create() : undefined;
    if (lineBreak) nodes.push(lineBreak);
    if (line !== "") nodes.push(schema.text(line));
  });
  return nodes;
}
