import type { Attributes } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedText,
  Tracked,
} from "#app/document/word/revised.ts";
import type { CitedPlace, TextView } from "./views.ts";
import type { WordWriting } from "./writing.ts";

/** Words of a reference: those of a field with its code, or those between fields. */
interface ReferencePartXml {
  readonly text: string;
  readonly code: string | null;
}

/** How citations begin (numbering/references.ts), and the kind of places that they name. */
const SIGNS: readonly (readonly [sign: string, kind: string])[] = [
  ["¶¶ ", "paragraph"],
  ["¶ ", "paragraph"],
  ["Request Nos. ", "item"],
  ["Request No. ", "item"],
  ["Exhibits ", "exhibit"],
  ["Exhibit ", "exhibit"],
];

/**
 * A reference as the fields and words that print it now: "¶¶ ", 1, "–", 3. Null for one that leads to a
 * place that is gone. One that is deleted has the numbers of the older text.
 */
export function referenceParts(
  attributes: Attributes | undefined,
  { inserted, deleted }: Tracked,
  writing: WordWriting,
): readonly ReferencePartXml[] | null {
  const isOld = deleted !== null && inserted === null;
  const views = isOld ? [writing.older, writing.newer] : [writing.newer, writing.older];
  for (const { citationOf, placeNamed } of views) {
    const words = citationOf(attributes);
    if (words === null) continue;
    const { sign, kind, names } = readLabel(words);
    return [
      { text: sign, code: null },
      ...names.map((text, index) => {
        const target = index % 2 === 1 ? null : placeNamed(kind, text);
        const bookmark = target === null ? null : writing.referenceTo(target);
        return { text, code: bookmark === null ? null : codeOf(bookmark, kind, text) };
      }),
    ];
  }
  return null;
}

/** \r is the paragraph's own number, \w with those above it: 12(a); an exhibit's is text. */
function codeOf(bookmark: string, kind: string, name: string): string {
  if (kind === "exhibit") return `REF ${bookmark} \\h`;
  return `REF ${bookmark} ${name.includes("(") ? "\\w" : "\\r"} \\h`;
}

function readLabel(words: string) {
  const [sign, kind] = SIGNS.find(([one]) => words.startsWith(one)) ?? ["", ""];
  return { sign, kind, names: words.slice(sign.length).split(/(, | and |–)/u) };
}

/** All places that a field of the file has to find. */
export function placesNamed({ blocks }: RevisedText, views: readonly TextView[]): Set<CitedPlace> {
  const places = new Set<CitedPlace>();
  const ofInline = ({ node, note = [] }: RevisedInline): void => {
    note.forEach(ofInline);
    if (node.type !== "crossReference") return;
    for (const { citationOf, placeNamed } of views) {
      const words = citationOf(node.attrs);
      if (words === null) continue;
      const { kind, names } = readLabel(words);
      for (const name of names) {
        const place = placeNamed(kind, name);
        if (place !== null) places.add(place);
      }
    }
  };
  const ofBlock = (block: RevisedBlock): void => {
    if (block.type === "paragraph") block.content.forEach(ofInline);
    else if (block.type === "table") {
      for (const { cells } of block.rows) for (const cell of cells) cell.blocks.forEach(ofBlock);
    }
  };
  blocks.forEach(ofBlock);
  return places;
}
