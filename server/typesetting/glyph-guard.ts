import { CONTROL_CHARACTER } from "#app/document/control-characters.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import type { FaultPlace } from "#app/document/rendering/typst/typeset-error.ts";
import { printable } from "#app/document/rendering/typst/words.ts";

/** Converts text to its printed form; throws a TypesetError for text that can't be printed. */
export type GlyphGuard = (text: string, place: FaultPlace) => string;

/** @param draws whether a font has a glyph for the code point. */
export function createGlyphGuard(draws: (codePoint: number) => boolean): GlyphGuard {
  return (text, place) => {
    if (PLAIN.test(text)) return text;
    const [control] = CONTROL_CHARACTER.exec(text) ?? [];
    if (control !== undefined) throw unseen(control, place);
    const words = printable(text);
    for (const sign of words) {
      const point = sign.codePointAt(0) ?? 0;
      if (point > 0x7e && (!draws(point) || isPrivate(point))) throw undrawable(sign, point, place);
    }
    return words;
  };
}

/** Fast path for most text: printable ASCII in words of a usual length. */
const PLAIN = /^(?:[!-~]{1,40}(?: |$)| )*$/;

/** Private-use characters have no defined appearance, and PDF/A-2a requires text with a meaning. */
function isPrivate(point: number): boolean {
  return (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000;
}

/**
 * The error for an invisible character, which nobody can find: the advice is to retype the words.
 */
function unseen(sign: string, place: FaultPlace): TypesetError {
  return new TypesetError(
    `The control character ${nameOf(sign.codePointAt(0) ?? 0)} can't be printed: no page can show it.`,
    place,
    "cut the words there out, paste them again, and try again.",
  );
}

function nameOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}

function undrawable(sign: string, point: number, place: FaultPlace): TypesetError {
  return new TypesetError(
    `The sign “${sign}” (${nameOf(point)}) can't be printed: no typeface here has a picture of it.`,
    place,
    "replace that sign and try again.",
  );
}
