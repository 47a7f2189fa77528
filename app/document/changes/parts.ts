/** The words and nodes of a run of differences, one by one. */
import * as Y from "yjs";
import type { ComparedToken } from "#app/document/comparison/runs.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { lettersOfWord, wordsIn } from "#app/document/comparison/words.ts";
import { type Attrs, equalAttrs, NO_ATTRS } from "#app/document/flow/formats.ts";
import { elementOf, lettersOf, OWN_ID, shownUnitOf } from "#app/document/flow/layout.ts";
import type { BlockLook, ChangePlace } from "./change.ts";
import type { OneSided } from "./difference.ts";
import { formatted, laterOf } from "./walk-items.ts";

/** A word or node of a run, to be compared with the other side's. */
export interface ComparedPart extends ComparedToken {
  readonly of: OneSided;
  /** Its place in the run. */
  readonly order: number;
  /** Its first letter among those of the difference, how many it has, and how many there are; 0 of a node. */
  readonly from: number;
  readonly length: number;
  readonly whole: number;
  readonly attrs: Attrs;
}

/** The parts of both sides of a run. */
export function partsOf(run: readonly OneSided[]): { gone: ComparedPart[]; came: ComparedPart[] } {
  const differences = joined(run);
  const gone: ComparedPart[] = [];
  const came: ComparedPart[] = [];
  const lasting = lastingIds(differences);
  for (const [order, of] of differences.entries()) {
    const side = of.state === "deleted" ? gone : came;
    const letters = lettersIn(of);
    if (!letters) {
      const key = `\u0000${nodeKey(of, lasting)}`;
      side.push({ of, order, key, letters: 0, from: 0, length: 0, whole: 0, attrs: NO_ATTRS });
      continue;
    }
    const whole = letters.text.length;
    let from = 0;
    for (const key of wordsIn(letters.text)) {
      const [length, attrs] = [key.length, letters.attrs];
      side.push({ of, order, key, letters: lettersOfWord(key), from, length, whole, attrs });
      from += length;
    }
  }
  return { gone, came };
}

/** Letters that one person wrote or took out in a row, as one difference, however their items are cut. */
function joined(run: readonly OneSided[]): OneSided[] {
  const out: OneSided[] = [];
  for (const next of run) {
    const last = out.at(-1);
    const both = last ? asOne(last, next) : null;
    if (both) out[out.length - 1] = both;
    else out.push(next);
  }
  return out;
}

function asOne(one: OneSided, other: OneSided): OneSided | null {
  const [first, second] = [one.ids[0], other.ids[0]];
  const [letters, more] = [lettersIn(one), lettersIn(other)];
  if (!first || !second || !letters || !more || one.state !== other.state) return null;
  const follows = first.client === second.client && first.clock + first.length === second.clock;
  if (!follows || one.doer?.person !== other.doer?.person) return null;
  if (!equalAttrs(letters.attrs, more.attrs)) return null;
  const ids = [{ ...first, length: first.length + second.length }];
  const common = { ids, doer: laterOf(one.doer, other.doer) };
  return withLetters({ ...one, ...common }, letters.text + more.text);
}

function lettersIn(of: OneSided): { readonly text: string; readonly attrs: Attrs } | null {
  if (of.state === "deleted") return of.gone.is === "letters" ? of.gone : null;
  return of.what === "letters" ? { text: of.text ?? "", attrs: of.now ?? NO_ATTRS } : null;
}

function withLetters(of: OneSided, text: string): OneSided {
  if (of.state === "inserted") return { ...of, text, size: text.length };
  return of.gone.is === "letters" ? { ...of, gone: { ...of.gone, text } } : of;
}

/** The ids of blocks that began and begin in a run. */
function lastingIds(run: readonly OneSided[]): ReadonlySet<unknown> {
  const began = new Set(run.map((of) => (of.state === "deleted" ? blockIdOf(of) : null)));
  const begin = run.map((of) => (of.state === "inserted" ? blockIdOf(of) : null));
  return new Set(begin.filter((id) => id !== null && began.has(id)));
}

/** The id of a block that began or begins; null of everything else. */
export function blockIdOf(of: OneSided): unknown {
  if (of.state === "deleted") return of.gone.is === "break" ? of.gone.id : null;
  return lookOf(of) && of.item ? (elementOf(of.item).getAttribute("id") ?? null) : null;
}

/** Equal for nodes that read the same; of blocks, for those with the same id, else of the same kind. */
function nodeKey(of: OneSided, lasting: ReadonlySet<unknown>): string {
  const id = blockIdOf(of);
  if (lasting.has(id)) return `block ${String(id)}`;
  const look = lookOf(of);
  if (look || !of.item) return `kind ${stable(look)}`;
  return stable(shownIn(of.item));
}

/** The kind and level of a block; null of everything else. */
function lookOf(of: OneSided): BlockLook | null {
  if (of.state === "deleted") return of.gone.is === "break" ? of.gone.look : null;
  return of.what === "row" && of.name === "block" ? (of.look ?? null) : null;
}

/** A node as a reader sees it: its attributes and all that stands in it, whatever ids it carries. */
function shownIn({ content }: Y.Item): unknown {
  if (!(content instanceof Y.ContentType)) return null;
  const type: unknown = content.type;
  if (type instanceof Y.XmlText)
    return { attributes: attributesOf(type, true), flow: flowIn(type) };
  if (!(type instanceof Y.XmlElement)) return null;
  const children: unknown[] = [];
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted) children.push(shownIn(item));
  }
  const attributes = attributesOf(type, OWN_ID.has(type.nodeName));
  return { name: type.nodeName, attributes, children };
}

function attributesOf(type: Y.XmlElement | Y.XmlText, hasOwnId: boolean): Record<string, unknown> {
  const attributes = type.getAttributes() as Record<string, unknown>;
  if (!hasOwnId) return attributes;
  const { id: _id, ...rest } = attributes;
  return rest;
}

/** The letters with their formats, and the nodes between them. */
function flowIn(text: Y.XmlText): unknown[] {
  const flow: unknown[] = [];
  let attrs: Attrs = NO_ATTRS;
  let last: { text: string; readonly attrs: Attrs } | null = null;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "format") attrs = formatted(attrs, item);
    else if (unit === "text") {
      const letters = lettersOf(item);
      if (letters === "") continue;
      if (last && equalAttrs(last.attrs, attrs)) last.text += letters;
      else flow.push((last = { text: letters, attrs }));
    } else if (unit !== "none") {
      flow.push(shownIn(item));
      last = null;
    }
  }
  return flow;
}

/** A part as its signs. */
export function signsOf(part: ComparedPart): ComparedPart[] {
  if (part.length === 0) return [part];
  let { from } = part;
  return Array.from(part.key, (key) => {
    const sign = { ...part, key, from, length: key.length };
    from += key.length;
    return sign;
  });
}

/** The difference of neighboring parts of one. */
export function sliceOf(parts: readonly ComparedPart[]): OneSided {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) throw new RangeError("a slice of nothing");
  const { of, from } = first;
  if (first.length === 0) return of;
  const length = last.from + last.length - from;
  const [run] = of.ids;
  const ids = run ? [{ client: run.client, clock: run.clock + from, length }] : [];
  const text = (lettersIn(of)?.text ?? "").slice(from, from + length);
  const at = of.state === "inserted" ? { ...of.at, offset: of.at.offset + from } : of.at;
  return withLetters({ ...of, at, ids }, text);
}

/** Where a part that came stands; before it. */
export function placeOf(part: ComparedPart | undefined): ChangePlace | null {
  if (!part) return null;
  const { at } = part.of;
  if (part.of.state === "inserted" && part.of.what === "row") return beforeRow(at);
  return { ...at, offset: at.offset + part.from };
}

/** Behind a part that came. */
export function afterPart(part: ComparedPart | undefined): ChangePlace | null {
  if (!part || part.of.state !== "inserted") return null;
  const { at, what, size } = part.of;
  if (what === "row") return at;
  return { ...at, offset: at.offset + (part.length === 0 ? size : part.from + part.length) };
}

/** The end of the row before, which its own length bounds when it is drawn. */
function beforeRow(at: ChangePlace): ChangePlace {
  if (!at.cell) return { ...at, row: at.row - 1, offset: Infinity };
  const [line, column, row] = at.cell;
  return { ...at, cell: [line, column, row - 1], offset: Infinity };
}
