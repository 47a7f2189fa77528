import type { ProseNode } from "#app/document/prose.ts";
import { isSafeAddress } from "#app/document/nodes/links.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { FIELD_LABEL, fieldValue, isFieldName } from "#app/document/details/filing-fields.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";
import type { GlyphGuard } from "./glyph-guard.ts";
import { TypesetError } from "./typeset-error.ts";
import type { Place } from "./typeset-error.ts";
import type { Run } from "./page-data.ts";
import { referenceOf } from "#app/document/nodes/cross-reference.ts";
import type { References } from "./references.ts";
import { citationsApart, fitted, isWider } from "./words.ts";

export interface RunContext {
  readonly facts: DocumentDetails;
  readonly filing: FilingFields | null;
  readonly references: References;
  readonly ink: GlyphGuard;
  /** Whether something may still be missing: a draft is set with its gaps named. */
  readonly gapsAllowed: boolean;
  /** How wide a line is, in points at 12-point type, within a table; null where it is the page's. */
  readonly room: number | null;
}

/** The words of a block as the templates read them. Throws a PageFault that names `place`. */
export function runsOf(
  nodes: readonly ProseNode[] | undefined,
  place: Place,
  context: RunContext,
): Run[] {
  return (nodes ?? []).flatMap((node) => runOf(node, place, context));
}

function runOf(node: ProseNode, place: Place, context: RunContext): readonly Run[] {
  switch (node.type) {
    case "text":
      return textRuns(node, context.ink(node.text ?? "", place), context.room);
    case "hardBreak":
      return [{ k: "br" }];
    case "footnote":
      // Its words stand at the foot of the page, wherever its number is.
      return [{ k: "fn", r: runsOf(node.content, place, { ...context, room: null }) }];
    case "field":
      return [fieldRun(node, place, context)];
    case "crossReference":
      return [referenceRun(node, place, context)];
    default:
      throw new TypesetError(
        `The text holds “${node.type}”, which can't be printed.`,
        place,
        "take it out and try again.",
      );
  }
}

function textRuns(node: ProseNode, words: string, room: number | null): readonly Run[] {
  const marks = new Map((node.marks ?? []).map((mark) => [mark.type, mark]));
  if (words === "") return [];
  if (marks.size === 0) return piecesOf(words, {}, room);
  const href = marks.get("link")?.attrs?.href;
  const look: Look = {
    ...(marks.has("bold") ? { b: true } : {}),
    ...(marks.has("italic") ? { i: true } : {}),
    ...(marks.has("underline") ? { u: true } : {}),
    ...(marks.has("superscript") ? { p: true } : {}),
    ...(marks.has("subscript") ? { d: true } : {}),
    ...(marks.has("strike") ? { x: true } : {}),
    ...(isSafeAddress(href) ? { h: href } : {}),
  };
  if (!marks.has("smallCaps")) return piecesOf(words, look, room);
  return fitted(words, room)
    .split(/(\p{Ll}+)/u)
    .flatMap((piece, index): Run[] => {
      if (piece === "") return [];
      return index % 2 === 0
        ? [{ k: "text", s: piece, ...look }]
        : [{ k: "text", s: piece.toUpperCase(), ...look, c: true }];
    });
}

type Look = Omit<Extract<Run, { k: "text" }>, "k" | "s">;

/**
 * Text of one look, plain where it has none, with its citations as pieces that no line breaks; unless
 * there is no room for one.
 */
export function piecesOf(words: string, look: Look = {}, room: number | null = null): Run[] {
  const plain = Object.keys(look).length === 0;
  return citationsApart(words).flatMap((piece, index): Run[] => {
    if (piece === "") return [];
    const whole = index % 2 === 1 && (room === null || !isWider(piece, room));
    if (whole) return [{ k: "text", s: piece, ...look, o: true }];
    const s = fitted(piece, room);
    return [plain ? s : { k: "text", s, ...look }];
  });
}

function fieldRun(node: ProseNode, place: Place, context: RunContext): Run {
  const name = node.attrs?.name;
  if (!isFieldName(name)) {
    throw new TypesetError(
      `The text holds a field, “${String(name)}”, that is not known.`,
      place,
      "take it out and try again.",
    );
  }
  const value = fieldValue(name, context.facts, context.filing);
  if (value !== null) return fitted(context.ink(value, place), context.room);
  if (context.gapsAllowed) return { k: "blank", s: FIELD_LABEL[name] };
  // The court assigns it after the filing: until then papers leave room for it.
  if (name === "caseNumber") return { k: "blank", s: "" };
  throw new TypesetError(
    `The ${FIELD_LABEL[name]} is not recorded.`,
    place,
    "record it and try again.",
  );
}

function referenceRun(node: ProseNode, place: Place, context: RunContext): Run {
  const reference = context.references.to(referenceOf(node.attrs));
  if (reference !== null)
    return {
      k: "ref",
      s: fitted(context.ink(reference.words, place), context.room),
      to: reference.label,
    };
  if (context.gapsAllowed) return { k: "lost", s: "reference to a place that is gone" };
  throw new TypesetError(
    "A cross-reference leads to a place that is gone.",
    place,
    "point it to another place and try again.",
  );
}
