/** The units of a flow in a ProseMirror document, for comparison and writing. */
import type { Node } from "@tiptap/pm/model";

/** A letter, or a run of letters with the same marks (see `Detail`). */
export interface LetterUnit {
  readonly kind: "letters";
  readonly text: string;
  readonly node: Node;
  readonly pos: number;
  readonly size: number;
}
/** The opening of a block, a block atom, a table, an inline atom or a footnote. */
export interface NodeUnit {
  readonly kind: "marker" | "atom" | "table" | "inline" | "note";
  readonly node: Node;
  readonly pos: number;
  readonly size: number;
  /** True for a block without a marker in the shared text. */
  readonly isImplicit: boolean;
}
export type FlowUnit = LetterUnit | NodeUnit;

/** A changed range. Letters outside of all zones are grouped into runs. */
type Zone = readonly [from: number, to: number];

/**
 * How letters become units: one each, in runs outside of zones, or all with the same marks
 * together.
 */
type Detail = "letters" | "runs" | readonly Zone[];

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/**
 * Whether a cut at `at` would split a surrogate pair. Yjs replaces both halves with U+FFFD when it
 * cuts there.
 */
export function splitsSurrogatePair(text: string, at: number): boolean {
  return (
    at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
  );
}

/** The units inside a block or footnote that begins at `start`. */
export function inlineUnits(block: Node, start: number, out: FlowUnit[], detail: Detail): void {
  let pos = start;
  for (const child of block.content.content) {
    if (child.isText) textUnits(child, pos, out, detail);
    else {
      const kind = child.type.name === "footnote" ? "note" : "inline";
      out.push({ kind, node: child, pos, size: child.nodeSize, isImplicit: false });
    }
    pos += child.nodeSize;
  }
}

function textUnits(node: Node, pos: number, out: FlowUnit[], detail: Detail): void {
  const text = node.text ?? "";
  const letters = (from: number, to: number) => {
    if (to > from) {
      out.push({
        kind: "letters",
        text: text.slice(from, to),
        node,
        pos: pos + from,
        size: to - from,
      });
    }
  };
  const oneByOne = (from: number, to: number) => {
    for (let at = from; at < to;) {
      const next = at + (splitsSurrogatePair(text, at + 1) ? 2 : 1);
      letters(at, next);
      at = next;
    }
  };
  if (detail === "runs") return letters(0, text.length);
  if (detail === "letters") return oneByOne(0, text.length);
  let at = 0;
  for (const [from, to] of detail) {
    if (to < pos + at) continue;
    if (from >= pos + text.length) break;
    let begin = Math.max(from - pos, at);
    if (splitsSurrogatePair(text, begin)) begin -= 1;
    let end = Math.min(to - pos, text.length);
    if (splitsSurrogatePair(text, end)) end += 1;
    letters(at, begin);
    oneByOne(begin, end);
    at = Math.max(begin, end);
  }
  letters(at, text.length);
}

/**
 * The units of a flow's children from index `from` up to `to`.
 * @param start the position of the child `from`, relative to the flow's start.
 */
export function blockUnits(
  flow: Node,
  from: number,
  to: number,
  start: number,
  detail: Detail,
  isImplicit: (index: number) => boolean = () => false,
): FlowUnit[] {
  const out: FlowUnit[] = [];
  let pos = start;
  for (let index = from; index < to; index += 1) {
    const child = flow.child(index);
    if (child.type.name === "block") {
      out.push({ kind: "marker", node: child, pos, size: 1, isImplicit: isImplicit(index) });
      inlineUnits(child, pos + 1, out, detail);
    } else {
      const kind = child.type.name === "table" ? "table" : "atom";
      out.push({ kind, node: child, pos, size: child.nodeSize, isImplicit: false });
    }
    pos += child.nodeSize;
  }
  return out;
}

/** The id of the first block in a node, which identifies a table, a row or a cell. */
export function firstId(node: Node): unknown {
  let id: unknown = null;
  node.descendants((child) => {
    if (id === null && child.type.name === "block") id = child.attrs.id;
    return id === null;
  });
  return id;
}
