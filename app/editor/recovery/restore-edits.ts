import type { Node, Schema } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { insertedRange, type RecoverableBlock } from "./recoverable-edits.ts";

interface Found {
  readonly node: Node;
  readonly position: number;
}

/**
 * Returns a transaction that inserts recovered edits into the draft (R17), as text typed now. If a
 * block still has the text it had without them, at their place; otherwise as a block of their own
 * after it; if it is gone, after the block that was before it; else at the end. The caret goes behind them:
 * whoever had them put in sees where.
 */
export function restoreEdits(state: EditorState, blocks: readonly RecoverableBlock[]): Transaction {
  const transaction = state.tr;
  const { schema } = state;
  let end: number | null = null;
  for (const block of blocks) {
    const { at, words } = insertedRange(block);
    const home = find(transaction.doc, block.id);
    if (home && block.before !== null && readsAs(home.node, block.before)) {
      const start = home.position + 1 + at;
      const replaced = block.before.length - (block.text.length - words.length);
      transaction.replaceWith(start, start + replaced, inline(schema, words));
      end = start + words.length;
      continue;
    }
    const before = home ?? find(transaction.doc, block.after);
    const shape = home ? { kind: home.node.attrs.kind, level: home.node.attrs.level } : {};
    const own = schema.nodes.block?.create({ id: null, ...shape }, inline(schema, words));
    if (!own) continue;
    const place = placeBehind(transaction.doc, before);
    transaction.insert(place, own);
    end = place + own.nodeSize - 1;
  }
  if (end !== null) transaction.setSelection(TextSelection.create(transaction.doc, end));
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

/** The position after the block, inside its table cell if it is in one. */
function placeBehind(document: Node, found: Found | null): number {
  return found ? found.position + found.node.nodeSize : document.content.size;
}

/**
 * Whether a block has this text, counted as recoverableBlocks does (a line break is one character),
 * and whether offsets in it are positions: those after a footnote are not.
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
