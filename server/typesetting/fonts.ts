import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { characterMap } from "./character-map.ts";

/**
 * The font of every page: Tinos (SIL Open Font License), which has the metrics of Times New Roman,
 * the font that the courts' rules name.
 */
const FACES = [
  "tinos/400Regular/Tinos_400Regular.ttf",
  "tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
  "tinos/700Bold/Tinos_700Bold.ttf",
  "tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
] as const;

/**
 * Fallback fonts for characters that Tinos lacks, in this order, both under the same license: check
 * marks, boxes and stars, then emoji in outline. Those of other scripts are read only for a text
 * that has their letters (script-fonts.ts).
 */
const FALLBACK = [
  "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
  "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
] as const;

/** The family of every page, and those that stand behind all others. */
export const OWN_FAMILY = "Tinos";
export const LAST_FAMILIES = ["Noto Sans Symbols 2", "Noto Emoji"] as const;

interface Fonts {
  readonly files: readonly Buffer[];
  /** Whether every face of the font, or a fallback, can draw this code point. */
  draws(codePoint: number): boolean;
}

/** Reads the fonts from the installed packages. */
export function loadFonts(): Fonts {
  const require = createRequire(import.meta.url);
  const read = (face: string) => readFileSync(require.resolve(`@expo-google-fonts/${face}`));
  const [faces, fallback] = [FACES.map(read), FALLBACK.map(read)];
  const [own, others] = [faces.map(characterMap), fallback.map(characterMap)];
  return {
    files: [...faces, ...fallback],
    draws: (codePoint) =>
      own.every((map) => map.has(codePoint)) || others.some((map) => map.has(codePoint)),
  };
}
