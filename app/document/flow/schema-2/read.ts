import * as Y from "yjs";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import { MOST_TARGETS } from "#app/document/nodes/reference.ts";
import { BLOCK_KINDS, blockShape, DEEPEST_LEVEL_OF_ALL } from "#app/document/nodes/kinds.ts";
import { isSafeAddress } from "#app/document/nodes/links.ts";
import { isLegalMark } from "#app/document/nodes/marks.ts";
import type { MarkJSON, ProseJSON, ProseNode, ProseNodes } from "#app/document/prose.ts";
import { WIDEST_SPAN } from "#app/document/nodes/table.ts";
import { childrenOf, itemsOf, type Child } from "./items.ts";

/** Consecutive letters of one Yjs client: `length` ids from `clock`. */
export interface LetterRun {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** A text of schema 2, as its editor showed it. */
export interface Schema2Text {
  readonly prose: ProseJSON;
  /** Who wrote which letters, in reading order; as many letters as the prose has. */
  readonly letters: readonly LetterRun[];
}

/** The root of schema 2: a fragment with one element for each block. */
const ROOT = "default";

/**
 * Letters of schema 2 that have a special meaning in the flow, replaced by ones that look the same.
 */
const RENAMED = /\u2029/gu;

/**
 * Reads a shared document of schema 2, without writing to it. Never throws for content that Yjs can
 * read: of unknown elements the text is kept, and malformed attributes are read as the editor
 * showed them.
 */
export function readSchema2(doc: Y.Doc): Schema2Text {
  const letters: LetterRun[] = [];
  const content = blocksIn(doc.getXmlFragment(ROOT), letters, true);
  if (content.length === 0) content.push(emptyBlock());
  return { prose: { type: "doc", content }, letters };
}

/** The blocks of the text or of a cell. */
function blocksIn(
  parent: Y.XmlFragment | Y.XmlElement,
  letters: LetterRun[],
  isOutermost: boolean,
): ProseNode[] {
  const blocks: ProseNode[] = [];
  /** Text outside of any block, up to the next block. */
  let loose: Child[] = [];
  const endLoose = () => {
    const words = wordsIn(loose, letters, true);
    loose = [];
    if (words.length > 0) blocks.push({ ...emptyBlock(), content: words });
  };
  for (const child of childrenOf(parent)) {
    const node = child instanceof Y.XmlElement ? nodeFrom(child, letters, isOutermost) : undefined;
    if (node === undefined) {
      loose.push(child);
      continue;
    }
    // Text before an element comes before the element's own, also in the list of letters.
    if (loose.length > 0) {
      const behind = letters.splice(node.letters);
      endLoose();
      letters.push(...behind);
    }
    blocks.push(...node.nodes);
  }
  endLoose();
  return blocks;
}

/** The blocks of an element; undefined where it is no block, and only its text is kept. */
function nodeFrom(
  element: Y.XmlElement,
  letters: LetterRun[],
  isOutermost: boolean,
): { readonly nodes: readonly ProseNode[]; readonly letters: number } | undefined {
  const before = letters.length;
  const of = (...nodes: ProseNode[]) => ({ nodes, letters: before });
  const attributes = element.getAttributes() as Readonly<Record<string, unknown>>;
  const { nodeName } = element;
  if (nodeName === "block") {
    const content = wordsIn(childrenOf(element), letters, true);
    const attrs = blockAttributes(attributes);
    return of({ type: "block", attrs, ...(content.length > 0 ? { content } : {}) });
  }
  if (!isOutermost) return undefined;
  switch (nodeName) {
    case "pageBreak":
      return of({ type: "pageBreak" });
    case "caption":
    case "exhibit":
      return of({ type: nodeName, attrs: { id: idOrNull(attributes.id) } });
    case "signatureBlock": {
      const organization = idOrNull(attributes.organization);
      return of({ type: nodeName, attrs: { id: idOrNull(attributes.id), organization } });
    }
    case "table": {
      const rows = rowsIn(element, letters);
      // A table that two people emptied from both sides is dropped.
      return rows.length > 0 ? of({ type: "table", content: rows }) : of();
    }
    default:
      return undefined;
  }
}

function rowsIn(table: Y.XmlElement, letters: LetterRun[]): ProseNode[] {
  return childrenOf(table).flatMap((row): ProseNode[] => {
    if (row instanceof Y.XmlElement && row.nodeName === "tableRow") {
      const content = childrenOf(row).flatMap((cell) => cellFrom(cell, letters));
      return [{ type: "tableRow", ...(content.length > 0 ? { content } : {}) }];
    }
    const content = cellFrom(row, letters, true);
    return content.length > 0 ? [{ type: "tableRow", content }] : [];
  });
}

/** One cell; for anything else with text, a cell that holds the text. */
function cellFrom(cell: Child, letters: LetterRun[], isStray = false): ProseNode[] {
  const isCell =
    !isStray &&
    cell instanceof Y.XmlElement &&
    (cell.nodeName === "tableCell" || cell.nodeName === "tableHeader");
  if (!isCell) {
    const words = wordsIn([cell], letters, true);
    const content = [{ ...emptyBlock(), content: words }];
    return words.length > 0 ? [{ type: "tableCell", attrs: cellAttributes({}), content }] : [];
  }
  const content = blocksIn(cell, letters, false);
  if (content.length === 0) content.push(emptyBlock());
  const type = cell.nodeName === "tableHeader" ? "tableHeader" : "tableCell";
  return [{ type, attrs: cellAttributes(cell.getAttributes()), content }];
}

/** The text of a line with its inline nodes; footnotes can't be nested. */
function wordsIn(
  children: readonly Child[],
  letters: LetterRun[],
  takesNotes: boolean,
): ProseNode[] {
  const words: ProseNode[] = [];
  for (const child of children) {
    if (child instanceof Y.XmlText) {
      for (const node of textIn(child, letters)) addText(words, node);
      continue;
    }
    const attributes = child.getAttributes() as Readonly<Record<string, unknown>>;
    switch (child.nodeName) {
      case "hardBreak":
        words.push({ type: "hardBreak" });
        break;
      case "field":
        words.push({
          type: "field",
          attrs: { name: isBlockId(attributes.name) ? attributes.name : "unknown" },
        });
        break;
      case "crossReference": {
        const { targets } = attributes;
        const ids = Array.isArray(targets) ? targets.filter(isBlockId).slice(0, MOST_TARGETS) : [];
        words.push({ type: "crossReference", attrs: { targets: ids } });
        break;
      }
      default: {
        const isNote = takesNotes && child.nodeName === "footnote";
        const inside = wordsIn(childrenOf(child), letters, takesNotes && !isNote);
        if (!isNote) inside.forEach((node) => addText(words, node));
        else {
          const attrs = { id: idOrNull(attributes.id) };
          const content = inside.length > 0 ? { content: inside } : {};
          words.push({ type: "footnote", attrs, ...content });
        }
      }
    }
  }
  return words;
}

/** The letters of one shared text with their marks. */
function textIn(text: Y.XmlText, letters: LetterRun[]): ProseNode[] {
  const nodes: ProseNode[] = [];
  const formats = new Map<string, unknown>();
  for (const { id, content, deleted } of itemsOf(text)) {
    if (deleted) continue;
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) formats.delete(content.key);
      else formats.set(content.key, content.value);
    } else if (content instanceof Y.ContentString) {
      letters.push({ client: id.client, clock: id.clock, length: content.str.length });
      const marks = marksFrom(formats);
      const words = content.str.replaceAll(RENAMED, "\u2028");
      addText(nodes, { type: "text", text: words, ...(marks.length > 0 ? { marks } : {}) });
    }
  }
  return nodes;
}

function addText(words: ProseNode[], node: ProseNode): void {
  const last = words.at(-1);
  const isSame =
    last?.type === "text" &&
    node.type === "text" &&
    JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? []);
  if (isSame) words[words.length - 1] = { ...last, text: `${last.text ?? ""}${node.text ?? ""}` };
  else words.push(node);
}

function marksFrom(formats: ReadonlyMap<string, unknown>): MarkJSON[] {
  const marks: MarkJSON[] = [];
  for (const [key, value] of formats) {
    // Where marks of one name may overlap, schema 2's library appended a hash to the name.
    const type = key.replace(/--[a-zA-Z0-9+/=]{8}$/u, "");
    const attrs = typeof value === "object" && value !== null ? value : {};
    if (!isLegalMark(type) || marks.some((mark) => mark.type === type)) continue;
    if (type !== "link") marks.push({ type });
    else {
      const href: unknown = "href" in attrs ? attrs.href : null;
      if (isSafeAddress(href)) marks.push({ type, attrs: { href } });
    }
  }
  return marks.sort((one, other) => (one.type < other.type ? -1 : 1));
}

function emptyBlock(): ProseNodes["block"] {
  return { type: "block", attrs: { id: null, kind: "body", level: 1 } };
}

function blockAttributes(attributes: Readonly<Record<string, unknown>>) {
  const { kind, level } = attributes;
  const isWhole =
    BLOCK_KINDS.some((known) => known === kind) && isCount(level, DEEPEST_LEVEL_OF_ALL);
  const shape = isWhole ? { kind, level } : blockShape(attributes);
  return { id: idOrNull(attributes.id), ...shape };
}

function cellAttributes(attributes: Readonly<Record<string, unknown>>) {
  const span = (value: unknown) => (isCount(value, WIDEST_SPAN) ? value : 1);
  return {
    colspan: span(attributes.colspan),
    rowspan: span(attributes.rowspan),
    colwidth: null,
  };
}

function idOrNull(value: unknown): string | null {
  return isBlockId(value) ? value : null;
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}
