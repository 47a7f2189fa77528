import type { DocumentDetails } from "./details/document-details.ts";
import { COMPLETENESS } from "./nodes/index.ts";
import { countThrough } from "./numbering/number.ts";
import { placesOf } from "./numbering/references.ts";
import type { ProseJSON, ProseNode } from "./prose.ts";
import { rendererOf } from "./rendering/renderer-of.ts";
import { typedText } from "./rendering/typed-text.ts";

interface IncompletePart {
  /**
   * The missing part and its place, as part of a sentence: "a cross-reference … leads to a place
   * that is gone".
   */
  readonly words: string;
  /** The id of the block to fix; null where it has none. */
  readonly block: string | null;
}

/**
 * Lists the incomplete parts of a text with these details: dangling references, unknown or
 * unrecorded fields, signature blocks without a signer, exhibits and captions without details. In
 * the order of the text.
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
