import type { DocumentDetails } from "./details/document-details.ts";
import { COMPLETENESS } from "./nodes/index.ts";
import { countThrough } from "./numbering/number.ts";
import { placesOf } from "./numbering/references.ts";
import type { ProseJSON, ProseNode } from "./prose.ts";
import { rendererOf } from "./rendering/renderer-of.ts";
import { typedText } from "./rendering/typed-text.ts";

/** Something that keeps a text from being submitted. */
export interface IncompletePart {
  /** What and where, as it stands in a sentence: "a cross-reference … leads to a place that is gone". */
  readonly words: string;
  /** The block to mend; null where it has no id. */
  readonly block: string | null;
}

/**
 * What is not whole in a text with these details: references that lead nowhere, fields that are not
 * known or not recorded, signature blocks that nobody signs, exhibits and captions without details.
 * In the order of the text.
 */
export function incompletePartsOf(prose: ProseJSON, details: DocumentDetails): IncompletePart[] {
  const places = placesOf(prose);
  const missing: IncompletePart[] = [];
  let around: ProseNode | null = null;
  countThrough<ProseNode>(prose, {}, ({ node, type, number }) => {
    if (type === "block" || type === "table") around = node;
    const isInLine = type === "field" || type === "crossReference";
    const home = isInLine ? around : node;
    const where = isInLine && home ? ` in the paragraph ${beginning(home)}` : "";
    const letter = number?.label ?? "";
    const words = rendererOf(COMPLETENESS, node)?.(node, { places, details, letter, where });
    if (!words) return;
    const id = home?.attrs?.id;
    missing.push({ words, block: typeof id === "string" ? id : null });
  });
  return missing;
}

const LONGEST_BEGINNING = 60;

function beginning(block: ProseNode): string {
  const text = typedText(block, { lineBreak: " ", footnote: () => "" })
    .trim()
    .replaceAll(/\s+/gu, " ");
  if (text === "") return "without words";
  const short = text.length <= LONGEST_BEGINNING ? text : `${text.slice(0, LONGEST_BEGINNING)}…`;
  return `that begins “${short}”`;
}
