import { stable } from "#app/document/comparison/stable.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import type { MarkJSON, ProseNode } from "#app/document/prose.ts";
import { accepted, rejected } from "#app/document/word/fates.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import { readWord } from "#server/word/read/index.ts";

/**
 * Whether a file, read again by our own reader, says what it was made from (W4): with all of its changes
 * and without any, the same blocks of the same kinds with the same words and marks. What a file prints of
 * the document's details (fields, captions, signatures) and of numbers it does not hold as we do: there only
 * its place is compared.
 */
export async function isSameInFile(bytes: Uint8Array, text: RevisedText): Promise<boolean> {
  const read = await readWord(bytes);
  if (!read.ok) return false;
  const file = read.value.text;
  return isSameText(accepted(text), accepted(file)) && isSameText(rejected(text), rejected(file));
}

/** Whether the blocks of a file are those that it was made from. */
export function isSameText(made: readonly ProseNode[], read: readonly ProseNode[]): boolean {
  if (made.length !== read.length) return false;
  const [ours, theirs] = [ordinals(made), ordinals(read)];
  return made.every((node, index) => {
    const other = read[index];
    return other !== undefined && isSameNode(node, other, { ours, theirs });
  });
}

/** By id, the number of the block in its text: a file has ids of its own. */
type Ordinals = ReadonlyMap<string, number>;

function ordinals(blocks: readonly ProseNode[]): Ordinals {
  const numbers = new Map<string, number>();
  let count = 0;
  const visit = (node: ProseNode) => {
    if (node.type === "block") {
      count += 1;
      const id = ownId(node.attrs);
      if (id !== null) numbers.set(id, count);
    }
    for (const child of node.content ?? []) visit(child);
  };
  blocks.forEach(visit);
  return numbers;
}

interface BothOrdinals {
  readonly ours: Ordinals;
  readonly theirs: Ordinals;
}

function isSameNode(made: ProseNode, read: ProseNode, names: BothOrdinals): boolean {
  if (made.type !== read.type) return false;
  if (made.type === "block") {
    const isShaped = stable(blockShape(made.attrs ?? {})) === stable(blockShape(read.attrs ?? {}));
    return isShaped && isSameLine(made.content ?? [], read.content ?? [], names);
  }
  if (made.type === "tableCell" || made.type === "tableHeader") {
    if (spansOf(made) !== spansOf(read)) return false;
  }
  const [some, others] = [made.content ?? [], read.content ?? []];
  return (
    some.length === others.length &&
    some.every((node, index) => {
      const other = others[index];
      return other !== undefined && isSameNode(node, other, names);
    })
  );
}

function spansOf({ attrs }: ProseNode): string {
  return `${String(attrs?.["colspan"] ?? 1)} ${String(attrs?.["rowspan"] ?? 1)}`;
}

/** Inline content: exactly the same; but where a file only prints something, only its place is. */
function isSameLine(
  made: readonly ProseNode[],
  read: readonly ProseNode[],
  { ours, theirs }: BothOrdinals,
): boolean {
  if (
    stable(made.map((node) => named(node, ours))) ===
    stable(read.map((node) => named(node, theirs)))
  ) {
    return true;
  }
  return hasPrinted(made) && fits(pieces(made), pieces(read).join(""));
}

/** The node under names that both sides have. */
function named(node: ProseNode, numbers: Ordinals): unknown {
  const { type, text, marks = [], attrs = {}, content = [] } = node;
  const targets = Array.isArray(attrs["targets"]) ? attrs["targets"] : [];
  const { id: _id, ...rest } = attrs;
  return {
    type,
    text,
    marks: marksOf(marks),
    attrs:
      type === "crossReference"
        ? targets.map((id) => numbers.get(String(id)) ?? null)
        : type === "footnote"
          ? null
          : rest,
    content: content.map((child) => named(child, numbers)),
  };
}

/** Words are raised or lowered in a file, and not both. */
function marksOf(marks: readonly MarkJSON[]): string[] {
  const isRaised = marks.some(({ type }) => type === "superscript");
  return marks
    .filter(({ type }) => !(isRaised && type === "subscript"))
    .map((mark) => stable(mark))
    .toSorted();
}

/** Nodes that a file prints, and may hold otherwise than we do. */
function isPrinted({ type }: ProseNode): boolean {
  return type === "field" || type === "crossReference";
}

function hasPrinted(nodes: readonly ProseNode[]): boolean {
  return nodes.some((node) => isPrinted(node) || hasPrinted(node.content ?? []));
}

/** Words between what is printed; a line break and a footnote are signs among them. */
function pieces(nodes: readonly ProseNode[]): string[] {
  const found = [""];
  const add = (words: string) => found.push(`${found.pop() ?? ""}${words}`);
  const visit = (node: ProseNode) => {
    if (isPrinted(node)) found.push("");
    else if (node.text !== undefined) add(node.text);
    else {
      add("\u0001");
      node.content?.forEach(visit);
      add("\u0002");
    }
  };
  nodes.forEach(visit);
  return found;
}

/** Whether the words are these pieces in their order, with anything between two of them. */
function fits(parts: readonly string[], words: string): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!words.startsWith(first) || !words.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = words.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= words.length;
}
