import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { drawing as fieldDrawing } from "#app/document/nodes/field.ts";
import { fieldLabel, isKnownField } from "#app/document/details/filing-fields.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import type { Attributes, MarkJSON } from "#app/document/prose.ts";
import type { RevisedInline, Tracked } from "#app/document/word/revised.ts";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import { referenceParts } from "./references.ts";
import { run, textOf, textRuns, type ParagraphScripts, type RunLook } from "./runs.ts";
import type { Links, WordWriting } from "./writing.ts";
import { xml } from "./xml.ts";

/** Something that stands between the characters of a paragraph: where a comment begins or ends. */
export interface PlacedXml {
  /** Counted as `RevisedPlace` does. */
  readonly offset: number;
  readonly written: string;
}

/** Runs with the same fate and the same link. */
interface WrittenPiece extends Tracked {
  readonly href: string | null;
  readonly written: string;
}

const UNTOUCHED: Tracked = { inserted: null, deleted: null };

interface InlineContext {
  readonly writing: WordWriting;
  readonly scripts: ParagraphScripts;
  readonly links: Links;
  /** Writes the text of a footnote and says its number in the file. */
  readonly noteOf: (item: RevisedInline, fate: Tracked) => number;
  /** Of the note that it is the text of: its references are numbered as of then. */
  readonly noteFate?: Tracked;
  /** Of what the content is a part of, where the content has no fate of its own. */
  readonly fate?: Tracked;
}

/** The runs of a paragraph, with its tracked changes. */
export function inlineXml(
  content: readonly RevisedInline[],
  context: InlineContext,
  anchors: readonly PlacedXml[] = [],
): string {
  const placed = betweenCharacters(content, anchors);
  const pieces: WrittenPiece[] = [];
  let at = 0;
  let next = 0;
  const placeUpTo = (offset: number) => {
    for (let one = placed[next]; one && one.offset <= offset; one = placed[next]) {
      pieces.push({ ...UNTOUCHED, href: null, written: one.written });
      next += 1;
    }
  };
  for (const item of content) {
    const length = lengthOf(item);
    const end = at + length;
    const cuts = new Set<number>();
    for (let index = next; index < placed.length; index += 1) {
      const offset = placed[index]?.offset ?? 0;
      if (offset >= end) break;
      if (offset > at) cuts.add(offset - at);
    }
    let from = 0;
    for (const to of [...cuts, length]) {
      placeUpTo(at + from);
      const part = from === 0 && to === length ? item : sliced(item, from, to);
      pieces.push(...piecesOf(part, context));
      from = to;
    }
    at = end;
  }
  placeUpTo(Number.POSITIVE_INFINITY);
  return joined(pieces, context);
}

/** A character of two UTF-16 units is not cut: neither half could be written. */
function betweenCharacters(
  content: readonly RevisedInline[],
  placed: readonly PlacedXml[],
): readonly PlacedXml[] {
  if (placed.length === 0) return placed;
  const halves = new Set<number>();
  let at = 0;
  for (const item of content) {
    for (const { index } of (item.node.text ?? "").matchAll(WIDE)) halves.add(at + index + 1);
    at += lengthOf(item);
  }
  return placed.map((one) => (halves.has(one.offset) ? { ...one, offset: one.offset - 1 } : one));
}

const WIDE = /[\u{10000}-\u{10ffff}]/gu;

/** As `RevisedPlace` counts. */
export function lengthOf({ node }: RevisedInline): number {
  return node.type === "text" ? node.text.length : 1;
}

/** Only text is cut. */
function sliced(item: RevisedInline, from: number, to: number): RevisedInline {
  const { node } = item;
  if (node.type !== "text") return item;
  return { ...item, node: { ...node, text: node.text.slice(from, to) } };
}

function piecesOf(item: RevisedInline, context: InlineContext): WrittenPiece[] {
  const { node, restyled } = item;
  const fate = ownFate(item, context.fate);
  const marks = node.marks ?? [];
  if (restyled !== null && hrefIn(restyled.marks) !== hrefIn(marks)) {
    // Word tracks no change of a link: the words with the old one go, those with the new one come.
    const { revision } = restyled;
    const before = { ...item, restyled: null, node: { ...node, marks: restyled.marks } };
    const after = { ...item, restyled: null };
    if (fate.inserted !== null) return piecesOf(after, context);
    return [
      ...piecesOf({ ...before, deleted: fate.deleted ?? revision }, context),
      ...piecesOf({ ...after, inserted: revision, deleted: fate.deleted }, context),
    ];
  }
  return [{ ...fate, href: hrefIn(marks), written: runsOf(item, fate.deleted !== null, context) }];
}

/** Of a part of a row or a node that came or went whole, unless it has a fate of its own. */
function ownFate({ inserted, deleted }: Tracked, around: Tracked = UNTOUCHED): Tracked {
  return { inserted: inserted ?? around.inserted, deleted: deleted ?? around.deleted };
}

function hrefIn(marks: readonly MarkJSON[]): string | null {
  const href = marks.find(({ type }) => type === "link")?.attrs?.href;
  return isSafeAddress(href) ? href : null;
}

function runsOf(item: RevisedInline, isDeleted: boolean, context: InlineContext): string {
  const { node, restyled } = item;
  const { writing, scripts, noteOf } = context;
  const marks = node.marks ?? [];
  const style = hrefIn(marks) === null ? undefined : OTHER_STYLES.hyperlink;
  const look: RunLook = { marks, style, restyled };
  const words = (text: string, own: RunLook = look) =>
    textRuns(text, own, scripts, writing, isDeleted);
  switch (node.type) {
    case "text":
      return words(node.text);
    case "hardBreak":
      return run("<w:br/>", look, scripts, writing);
    case "field":
      return fieldRuns(node.attrs, look, context, isDeleted);
    case "crossReference": {
      const own = { ...look, style: OTHER_STYLES.crossReference };
      const parts = referenceParts(
        node.attrs,
        ownFate(item, context.noteFate ?? context.fate),
        writing,
      );
      if (parts === null) return words(LOST_REFERENCE, own);
      return parts
        .map(({ text, code }) =>
          code === null
            ? words(text, own)
            : complexField(code, words(text, own), own, context, isDeleted),
        )
        .join("");
    }
    case "footnote":
      return run(
        xml("w:footnoteReference", { "w:id": noteOf(item, ownFate(item, context.fate)) }),
        { ...look, style: OTHER_STYLES.footnoteReference },
        scripts,
        writing,
      );
  }
}

/** Binds a field's words to a property of the file that says the same. */
function fieldRuns(
  attributes: Attributes | undefined,
  look: RunLook,
  context: InlineContext,
  isDeleted: boolean,
): string {
  const { writing, scripts } = context;
  const name = attributes?.name;
  const printed = fieldDrawing(name, writing.page).content.join("");
  const words = textRuns(printed, look, scripts, writing, isDeleted);
  const label = isKnownField(name) ? fieldLabel(name) : "unknown field";
  const property = writing.property(String(name), label, printed);
  return complexField(`DOCPROPERTY "${property}"`, words, look, context, isDeleted);
}

/** A field with the words that it shows until Word works them out again. */
function complexField(
  code: string,
  words: string,
  look: RunLook,
  { writing, scripts }: InlineContext,
  isDeleted: boolean,
): string {
  const sign = (type: string) =>
    run(xml("w:fldChar", { "w:fldCharType": type }), look, scripts, writing);
  const instruction = textOf(` ${code} `, isDeleted ? "w:delInstrText" : "w:instrText");
  return (
    sign("begin") +
    run(instruction, look, scripts, writing) +
    sign("separate") +
    words +
    sign("end")
  );
}

/** Neighbors with one fate are in one element, so that Word shows one change. */
function joined(pieces: readonly WrittenPiece[], { writing, links }: InlineContext): string {
  let written = "";
  for (let index = 0; index < pieces.length;) {
    const { inserted, deleted, href } = pieces[index] ?? { ...UNTOUCHED, href: null };
    let runs = "";
    for (; index < pieces.length; index += 1) {
      const piece = pieces[index];
      if (piece === undefined || piece.href !== href) break;
      if (piece.inserted !== inserted || piece.deleted !== deleted) break;
      runs += piece.written;
    }
    // A deletion of what was inserted stands within the insertion.
    if (deleted !== null) runs = writing.tracked("w:del", deleted, runs);
    if (inserted !== null) runs = writing.tracked("w:ins", inserted, runs);
    written +=
      href === null ? runs : xml("w:hyperlink", { "r:id": links.idOf(href), "w:history": 1 }, runs);
  }
  return written;
}
