import type { ProseNode, ProseNodeType } from "#app/document/prose.ts";
import { typedText } from "#app/document/rendering/typed-text.ts";
import type { FaultPlace } from "./typeset-error.ts";
import { firstWords } from "./words.ts";

const CALLED: Partial<Readonly<Record<ProseNodeType, string>>> = {
  pageBreak: "page break",
  signatureBlock: "signature block",
};

/** Where a block stands, for a sentence about it. */
export function placeOf(node: ProseNode): FaultPlace {
  const id = node.attrs?.id;
  return {
    in: "text",
    called: CALLED[node.type] ?? node.type,
    blockId: typeof id === "string" ? id : null,
    // Worked out for the one block at fault, not for each.
    get words() {
      return firstWords(typedText(node, { lineBreak: " ", footnote: (words) => words }));
    },
  };
}
