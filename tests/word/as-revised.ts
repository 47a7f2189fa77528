import { blockShape } from "#app/document/nodes/kinds.ts";
import type { InlineNodes, ProseJSON, ProseNode } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedOther,
  RevisedParagraph,
  RevisedText,
} from "#app/document/word/revised.ts";

const UNTOUCHED = { inserted: null, deleted: null } as const;

/** Prose of a test as a text without tracked changes. Keys are `k1`, `k2`, … where asked for. */
export function asRevised(prose: ProseJSON, keyed = false): RevisedText {
  let keys = 0;
  const key = () => {
    keys += 1;
    return keyed ? `k${keys}` : null;
  };
  return { blocks: prose.content.map((node) => blockOf(node, key)), revisions: [] };
}

function blockOf(node: ProseNode, key: () => string | null): RevisedBlock {
  if (node.type === "block") return paragraphOf(node, key());
  if (node.type === "table") {
    return {
      type: "table",
      key: key(),
      rows: (node.content ?? []).map((row) => ({
        ...UNTOUCHED,
        cells: (row.content ?? []).map((cell) => ({
          isHeader: cell.type === "tableHeader",
          colspan: Number(cell.attrs?.colspan ?? 1),
          rowspan: Number(cell.attrs?.rowspan ?? 1),
          blocks: (cell.content ?? []).map((block) => paragraphOf(block, null)),
        })),
      })),
    };
  }
  if (!isOther(node)) throw new Error(`no block: ${node.type}`);
  return { type: "other", key: key(), node, ...UNTOUCHED };
}

function isOther(node: ProseNode): node is RevisedOther["node"] {
  const types: readonly string[] = ["pageBreak", "caption", "signatureBlock", "exhibit"];
  return types.includes(node.type);
}

function paragraphOf(node: ProseNode, key: string | null): RevisedParagraph {
  const id = node.attrs?.id;
  return {
    type: "paragraph",
    id: typeof id === "string" ? id : null,
    key,
    shape: blockShape(node.attrs ?? {}),
    reshaped: null,
    mark: UNTOUCHED,
    content: (node.content ?? []).map(inlineOf),
  };
}

function inlineOf(node: ProseNode): RevisedInline {
  if (!isInline(node)) throw new Error(`no words: ${node.type}`);
  const { content, ...rest } = node;
  return {
    ...UNTOUCHED,
    node: node.type === "footnote" ? { type: "footnote", attrs: rest.attrs ?? {} } : node,
    restyled: null,
    ...(node.type === "footnote" ? { note: (content ?? []).map(inlineOf) } : {}),
  };
}

function isInline(node: ProseNode): node is InlineNodes[keyof InlineNodes] {
  const types: readonly string[] = ["text", "hardBreak", "field", "crossReference", "footnote"];
  return types.includes(node.type);
}
