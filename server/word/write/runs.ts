import type { MarkJSON } from "#app/document/prose.ts";
import type { WordStyle } from "#app/document/word/styles.ts";
import { eastAsiaOf, hasEastAsian, inDirections } from "./scripts.ts";
import type { WordWriting } from "./writing.ts";
import { escapeText, valued, xml } from "./xml.ts";

/** How the runs of a piece of text look. */
export interface RunLook {
  readonly marks?: readonly MarkJSON[] | undefined;
  readonly style?: WordStyle | undefined;
  /** Its marks before a tracked change, and the revision that changed them. */
  readonly restyled?: { readonly marks: readonly MarkJSON[]; readonly revision: number } | null;
}

/** Shared by the runs of one paragraph. */
export interface ParagraphScripts {
  readonly isFromRight: boolean;
  /** Attributes of `w:rFonts` for its East Asian text. */
  readonly fonts: string;
  readonly language: string;
}

/** The direction of a paragraph, and the fonts of its Han characters. */
export function paragraphScripts(
  text: string,
  isFromRight: boolean,
  writing: WordWriting,
): ParagraphScripts {
  const own = hasEastAsian(text) ? eastAsiaOf(text) : null;
  const differs = own !== null && own.language !== writing.scripts.eastAsia.language;
  const font = differs ? own.font : undefined;
  return {
    isFromRight,
    fonts: xml("w:rFonts", { "w:hint": "eastAsia", "w:eastAsia": font }),
    language: differs ? xml("w:lang", { "w:eastAsia": own.language }) : "",
  };
}

/** Runs of text, each in one direction and with the fonts of its script. */
export function textRuns(
  text: string,
  look: RunLook,
  scripts: ParagraphScripts,
  writing: WordWriting,
  isDeleted: boolean,
): string {
  if (text === "") return "";
  return inDirections(text, scripts.isFromRight)
    .map((part) =>
      run(textOf(part.text, isDeleted ? "w:delText" : "w:t"), look, scripts, writing, {
        isFromRight: part.isFromRight,
        isEastAsian: hasEastAsian(part.text),
      }),
    )
    .join("");
}

/** A run with this content. */
export function run(
  content: string,
  look: RunLook,
  scripts: ParagraphScripts,
  writing: WordWriting,
  script = { isFromRight: false, isEastAsian: false },
): string {
  const own = marksOf(look.marks ?? []);
  const properties = [
    look.style === undefined ? "" : valued("w:rStyle", look.style.id),
    script.isEastAsian ? scripts.fonts : "",
    own,
    script.isFromRight ? "<w:rtl/>" : "",
    script.isEastAsian ? scripts.language : "",
    restyling(look, writing),
  ].join("");
  return `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}${content}</w:r>`;
}

function restyling({ restyled = null, style }: RunLook, writing: WordWriting): string {
  if (restyled === null) return "";
  const before =
    (style === undefined ? "" : valued("w:rStyle", style.id)) + marksOf(restyled.marks);
  return writing.tracked("w:rPrChange", restyled.revision, xml("w:rPr", {}, before));
}

/** In the order of the schema. Links are elements of their own. */
const MARKS: readonly (readonly [mark: string, written: string])[] = [
  ["bold", "<w:b/><w:bCs/>"],
  ["italic", "<w:i/><w:iCs/>"],
  ["smallCaps", "<w:smallCaps/>"],
  ["strike", "<w:strike/>"],
  ["underline", valued("w:u", "single")],
];

function marksOf(marks: readonly MarkJSON[]): string {
  const names = new Set(marks.map(({ type }) => type));
  const raised = names.has("superscript") ? "superscript" : "subscript";
  return (
    MARKS.map(([mark, written]) => (names.has(mark) ? written : "")).join("") +
    (names.has(raised) ? valued("w:vertAlign", raised) : "")
  );
}

/** Signs that are elements; all else is text. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["\t", "<w:tab/>"],
  ["\u2011", "<w:noBreakHyphen/>"],
  ["\u00ad", "<w:softHyphen/>"],
]);

export function textOf(
  text: string,
  element: "w:t" | "w:delText" | "w:instrText" | "w:delInstrText",
) {
  return text
    .split(/([\t\u2011\u00ad])/u)
    .map((part) => {
      const own = ELEMENTS.get(part);
      if (own !== undefined) return own;
      const written = escapeText(part);
      return written === "" ? "" : xmlText(element, written);
    })
    .join("");
}

/** Blanks at the ends of a text are lost where it does not say that they count. */
function xmlText(element: string, written: string): string {
  const isKept = /^\s|\s$|\s\s/u.test(written);
  return `<${element}${isKept ? ' xml:space="preserve"' : ""}>${written}</${element}>`;
}
