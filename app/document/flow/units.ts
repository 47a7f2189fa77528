/** The units of a flow as ProseMirror has them, to be compared and written. */
import type { Node } from "@tiptap/pm/model";

/** A letter, or with `isWhole` letters of one kind. */
export interface LetterUnit {
  readonly kind: "letters";
  readonly text: string;
  readonly node: Node;
  readonly pos: number;
  readonly size: number;
}
/** A block's opening, a block atom, a table, an inline atom, a footnote. */
export interface NodeUnit {
  readonly kind: "marker" | "atom" | "table" | "inline" | "note";
  readonly node: Node;
  readonly pos: number;
  readonly size: number;
  /** A block that has no marker in the shared text. */
  readonly isImplicit: boolean;
}
export type FlowUnit = LetterUnit | NodeUnit;

/** A changed range. Letters outside of all of them are told in runs. */
export type Zone = readonly [from: number, to: number];

/** How letters are told: one by one, in runs outside of zones, or all of one kind together. */
export type Detail = "letters" | "runs" | readonly Zone[];

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/**
 * Whether a cut at `at` would fall between the two halves of one sign. Yjs puts U+FFFD into the place of
 * both halves when it is made to cut there.
 */
export function splitsSign(text: string, at: number): boolean {
  return (
    at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
  );
}

/** The units of what stands in a block or footnote that begins at `start`. */
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
      const next = at + (splitsSign(text, at + 1) ? 2 : 1);
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
    if (splitsSign(text, begin)) begin -= 1;
    let end = Math.min(to - pos, text.length);
    if (splitsSign(text, end)) end += 1;
    letters(at, begin);
    oneByOne(begin, end);
    at = Math.max(begin, end);
  }
  letters(at, text.length);
}

/**
 * The units of a flow's children from index `from` up to `to`.
 * @param start where the child `from` begins, counted from the flow's start.
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

/** The id of the first block in a node: what a table, a row or a cell is known by. */
export function firstId(node: Node): unknown {
  let id: unknown = null;
  node.descendants((child) => {
    if (id === null && child.type.name === "block") id = child.attrs.id;
    return id === null;
  });
  return id;
}
