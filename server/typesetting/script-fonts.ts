import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { HanLanguage } from "#app/document/scripts.ts";
import { characterMap, tableIn } from "./character-map.ts";

interface Family {
  readonly id: string;
  /** Whether each weight has a file; else one file varies. */
  readonly isStatic?: boolean;
  /** Of a family with Han characters: whose shapes they have. */
  readonly han?: HanLanguage;
}

/**
 * The fonts of the scripts that Tinos lacks (SIL Open Font License), in the pieces in which the desk
 * loads them too (app/styles/scripts.css). A piece is read when a text first needs one of its letters.
 * Arabic is Amiri's: Noto builds its letters of parts, which a PDF's readers copy as several.
 */
const FAMILIES: readonly Family[] = [
  { id: "amiri", isStatic: true },
  { id: "noto-serif-devanagari" },
  { id: "noto-serif-bengali" },
  { id: "noto-serif-gurmukhi" },
  { id: "noto-serif-ethiopic" },
  { id: "noto-serif-armenian" },
  { id: "noto-serif-georgian" },
  { id: "noto-serif-thai" },
  { id: "noto-serif-lao" },
  { id: "noto-serif-khmer" },
  { id: "noto-serif-sc", han: "zh-Hans" },
  { id: "noto-serif-tc", han: "zh-Hant" },
  { id: "noto-serif-jp", han: "ja" },
  { id: "noto-serif-kr", han: "ko" },
];

/** Pieces with what Tinos has as well. */
const NOT_NEEDED = /^(?:latin|vietnamese|cyrillic|greek|math|symbols)/u;

const WEIGHTS = [400, 700] as const;

/** One piece of a family, in each weight, under a family name of its own. */
export interface ScriptFont {
  readonly family: string;
  readonly han: HanLanguage | null;
  readonly files: readonly Buffer[];
  readonly has: (codePoint: number) => boolean;
}

interface FontPiece {
  readonly family: string;
  readonly han: HanLanguage | null;
  readonly fileOf: (weight: (typeof WEIGHTS)[number]) => string;
  readonly isStatic: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * The fonts that have letters for these code points, in an order that depends on nothing else.
 * @param languages whose Han shapes are wanted; a character that these lack is taken from another's.
 */
export async function scriptFontsFor(
  codePoints: Iterable<number>,
  languages: ReadonlySet<HanLanguage>,
): Promise<readonly ScriptFont[]> {
  pieces ??= FAMILIES.flatMap(piecesOf);
  const needed = new Set<FontPiece>();
  for (const point of codePoints) {
    const having = pieces.filter(({ ranges }) =>
      ranges.some(([from, to]) => from <= point && point <= to),
    );
    const wanted = having.filter(({ han }) => han === null || languages.has(han));
    for (const piece of wanted.length > 0 ? wanted : having) needed.add(piece);
  }
  const fonts: ScriptFont[] = [];
  for (const piece of pieces) {
    if (!needed.has(piece)) continue;
    const font = loaded.get(piece) ?? (await load(piece));
    loaded.set(piece, font);
    fonts.push(font);
  }
  return fonts;
}

const require = createRequire(import.meta.url);
let pieces: readonly FontPiece[] | undefined;
const loaded = new Map<FontPiece, ScriptFont>();

function piecesOf({ id, han: language, isStatic = false }: Family): FontPiece[] {
  const han = language ?? null;
  const folder = `${isStatic ? "@fontsource" : "@fontsource-variable"}/${id}`;
  const resolve = (file: string) => require.resolve(`${folder}/${file}`);
  const ranges = JSON.parse(readFileSync(resolve("unicode.json"), "utf8")) as Record<
    string,
    string
  >;
  return Object.entries(ranges)
    .filter(([name]) => !NOT_NEEDED.test(name))
    .map(([name, text]) => {
      const part = name.replaceAll(/[[\]]/gu, "");
      return {
        family: `${id}-${part}`,
        han,
        isStatic,
        fileOf: (weight) =>
          resolve(`files/${id}-${part}-${isStatic ? weight : "wght"}-normal.woff2`),
        ranges: rangesIn(text),
      };
    });
}

/** Reads CSS's `unicode-range`: "U+0600-06FF, U+200C". */
function rangesIn(text: string): [number, number][] {
  return text.split(",").map((range) => {
    const [from = "", to = from] = range.trim().slice("U+".length).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

/** Reads a piece: the compiler knows neither WOFF2 nor variable fonts, so each weight becomes a file. */
async function load({ family, han, fileOf, isStatic }: FontPiece): Promise<ScriptFont> {
  const { default: subsetFont } = await import("subset-font");
  const files: Buffer[] = [];
  for (const wght of WEIGHTS) {
    const face = await subsetFont(readFileSync(fileOf(wght)), "", {
      keepAllGlyphs: true,
      targetFormat: "truetype",
      ...(isStatic ? {} : { variationAxes: { wght } }),
    });
    files.push(renamed(face, family));
  }
  const maps = files.map(characterMap);
  return { family, han, files, has: (point) => maps.every((map) => map.has(point)) };
}

/**
 * Writes a name of its own over the family's: all pieces of a family have the same, and the compiler
 * takes one font for each name and weight.
 */
function renamed(font: Buffer, family: string): Buffer {
  const { offset, length } = tableIn(font, "name");
  const words = Buffer.from(family, "utf16le").swap16();
  const [family1, postScript6, header, record] = [1, 6, 6, 12];
  const storage = header + 2 * record;
  const table = Buffer.alloc(length);
  table.writeUInt16BE(2, 2);
  table.writeUInt16BE(storage, 4);
  for (const [index, id] of [family1, postScript6].entries()) {
    // Windows, Unicode, American English.
    const fields = [3, 1, 0x409, id, words.length, 0];
    for (const [at, field] of fields.entries())
      table.writeUInt16BE(field, header + index * record + at * 2);
  }
  words.copy(table, storage);
  table.copy(font, offset);
  return font;
}
