import { CONTROL_CHARACTER } from "#app/document/control-characters.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import type { FaultPlace, Unprintable } from "#app/document/rendering/typst/typeset-error.ts";
import { printable } from "#app/document/rendering/typst/printable-text.ts";

/** Converts text to its printed form; throws a TypesetError for text that no font can print. */
export type GlyphGuard = (text: string, place: FaultPlace) => string;

export interface GlyphReader {
  readonly print: GlyphGuard;
  /** Printed so far, and lacking in the pages' own fonts. */
  readonly lacking: () => ReadonlySet<number>;
  /** Throws a TypesetError that names all that these fonts lack, too, with where each stands. */
  readonly refuseBut: (drawn: (codePoint: number) => boolean) => void;
}

/**
 * Reads one document's text as it is printed, so that every sign that can't be is named at once.
 * @param draws whether one of the pages' own fonts has a glyph for the code point.
 */
export function createGlyphReader(draws: (codePoint: number) => boolean): GlyphReader {
  const places = new Map<FaultPlace, Set<number>>();
  return {
    print: (text, place) => {
      if (PLAIN.test(text)) return text;
      const [control] = CONTROL_CHARACTER.exec(text) ?? [];
      if (control !== undefined) throw unseen(control, place);
      const words = printable(text);
      for (const sign of words) {
        const point = sign.codePointAt(0) ?? 0;
        if (point <= 0x7e || (draws(point) && !isPrivate(point))) continue;
        const signs = places.get(place) ?? new Set();
        places.set(place, signs.add(point));
      }
      return words;
    },
    lacking: () => new Set([...places.values()].flatMap((signs) => [...signs])),
    refuseBut: (drawn) => {
      const found: Unprintable[] = [];
      for (const [place, signs] of places) {
        const bad = [...signs].filter((point) => isPrivate(point) || !drawn(point));
        if (bad.length > 0) found.push({ place, signs: bad.map(signName) });
      }
      const [first] = found;
      if (first) throw undrawable(first, found);
    },
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
    `The control character ${nameOf(sign.codePointAt(0) ?? 0)} can’t be printed: no page can show it.`,
    place,
    "cut the words there out, paste them again, and try again.",
  );
}

function nameOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}

const signName = (point: number) => `“${String.fromCodePoint(point)}” (${nameOf(point)})`;

function undrawable(first: Unprintable, found: readonly Unprintable[]): TypesetError {
  const [sign] = first.signs;
  if (found.length === 1 && first.signs.length === 1) {
    return new TypesetError(
      `The sign ${sign} can’t be printed: no typeface here has a picture of it.`,
      first.place,
      "replace that sign and try again.",
    );
  }
  return new TypesetError(
    "Some signs can’t be printed: no typeface here has a picture of them.",
    first.place,
    "replace these signs and try again.",
    found,
  );
}
