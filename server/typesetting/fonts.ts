import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { characterMap } from "./character-map.ts";

/**
 * The typeface of every page: Tinos (SIL Open Font License), which has the widths of Times New
 * Roman, the face that the courts' rules name.
 */
const FACES = [
  "400Regular/Tinos_400Regular.ttf",
  "400Regular_Italic/Tinos_400Regular_Italic.ttf",
  "700Bold/Tinos_700Bold.ttf",
  "700Bold_Italic/Tinos_700Bold_Italic.ttf",
] as const;

export interface Fonts {
  readonly files: readonly Buffer[];
  /** Whether every face can draw the character of this code point. */
  draws(codePoint: number): boolean;
}

/** Reads the typeface from the installed package. */
export function loadFonts(): Fonts {
  const require = createRequire(import.meta.url);
  const files = FACES.map((face) =>
    readFileSync(require.resolve(`@expo-google-fonts/tinos/${face}`)),
  );
  const maps = files.map(characterMap);
  return { files, draws: (codePoint) => maps.every((map) => map.has(codePoint)) };
}
