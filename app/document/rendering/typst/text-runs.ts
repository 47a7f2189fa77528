import { isSafeAddress } from "#app/domain/links.ts";
import type { MarkJSON } from "#app/document/prose.ts";
import type { PrintedRun } from "./page-data.ts";
import { citationsApart, fitted, isWider } from "./printable-text.ts";

/** Text as runs with the same marks throughout. */
export function textRuns(
  words: string,
  marked: readonly MarkJSON[],
  room: number | null,
): readonly PrintedRun[] {
  const marks = new Map(marked.map((mark) => [mark.type, mark]));
  if (words === "") return [];
  if (marks.size === 0) return piecesOf(words, {}, room);
  const href = marks.get("link")?.attrs?.href;
  const look: RunStyle = {
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
    .flatMap((piece, index): PrintedRun[] => {
      if (piece === "") return [];
      return index % 2 === 0
        ? [{ k: "text", s: piece, ...look }]
        : [{ k: "text", s: piece.toUpperCase(), ...look, c: true }];
    });
}

type RunStyle = Omit<Extract<PrintedRun, { k: "text" }>, "k" | "s">;

/**
 * Text of one style, split so that citations don't break across lines; unsplit where there is no
 * room for that.
 */
export function piecesOf(
  words: string,
  look: RunStyle = {},
  room: number | null = null,
): PrintedRun[] {
  const plain = Object.keys(look).length === 0;
  return citationsApart(words).flatMap((piece, index): PrintedRun[] => {
    if (piece === "") return [];
    const whole = index % 2 === 1 && (room === null || !isWider(piece, room));
    if (whole) return [{ k: "text", s: piece, ...look, o: true }];
    const s = fitted(piece, room);
    return [plain ? s : { k: "text", s, ...look }];
  });
}
