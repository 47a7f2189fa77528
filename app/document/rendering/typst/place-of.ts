import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseNode, ProseNodeType } from "#app/document/prose.ts";
import { typedText } from "#app/document/rendering/typed-text.ts";
import type { FaultPlace } from "./typeset-error.ts";
import { firstWords } from "./printable-text.ts";

const CALLED: Partial<Readonly<Record<ProseNodeType, string>>> = {
  block: "paragraph",
  pageBreak: "page break",
  signatureBlock: "signature block",
};

const isHeading = ({ type, attrs }: ProseNode) =>
  type === "block" && blockShape(attrs ?? {}).kind === "heading";

/** Where a block is, for an error message. */
export function placeOf(node: ProseNode): FaultPlace {
  const id = node.attrs?.id;
  return {
    in: "text",
    called: isHeading(node) ? "heading" : (CALLED[node.type] ?? node.type),
    blockId: typeof id === "string" ? id : null,
    // A getter, so that it is computed only for the block at fault.
    get words() {
      return firstWords(typedText(node, { lineBreak: " ", footnote: (words) => words }));
    },
  };
}

/** The data of a block that reports its pages. */
export function placeMark(node: ProseNode, { located }: { located: boolean }): { at?: string } {
  const id = node.attrs?.id;
  return located && typeof id === "string" ? { at: id } : {};
}
