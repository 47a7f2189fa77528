import { stable } from "#app/document/comparison/stable.ts";
import type { ComparedToken } from "#app/document/comparison/runs.ts";
import { lettersOfWord, wordsIn } from "#app/document/comparison/words.ts";
import type { Attributes, ProseNode } from "#app/document/prose.ts";

/**
 * Blocks as one stream, as the draft itself has them (F1): where a block begins is a sign between its
 * words and those of the block before. So a paragraph that was split or joined merges by words, too.
 * Tokens with the same key are the same, marks included.
 */
export interface StreamToken extends ComparedToken {
  /** A piece of text or an inline node; a block without its content; or a block that is not text. */
  readonly node: ProseNode;
  /** Whether a block begins here: of text, or one that is a single piece. */
  readonly opens: boolean;
}

/** The tokens of some blocks. */
export function streamOf(blocks: readonly ProseNode[]): StreamToken[] {
  return blocks.flatMap((block): StreamToken[] => {
    if (block.type !== "block")
      return [{ key: `=${stable(block)}`, node: block, letters: 0, opens: true }];
    const { content = [], ...opening } = block;
    const opens = {
      key: openingKey(block.attrs?.id),
      node: opening as ProseNode,
      letters: 0,
      opens: true,
    };
    return [opens, ...content.flatMap(inlineTokens)];
  });
}

/** The key of the token that begins the block with this id. */
function openingKey(id: unknown): string {
  return `<${String(id)}`;
}

function inlineTokens(node: ProseNode): StreamToken[] {
  if (node.type !== "text") return [{ key: `=${stable(node)}`, node, letters: 0, opens: false }];
  const marks = (node.marks ?? []).map(stable).toSorted().join("");
  return wordsIn(node.text).map((text) => ({
    key: ` ${text}${marks}`,
    node: { ...node, text },
    letters: lettersOfWord(text),
    opens: false,
  }));
}

/** The blocks that a stream says. Words before any block begins become a block of their own. */
export function blocksOf(
  tokens: readonly StreamToken[],
  attributesOf: (opening: ProseNode) => Attributes | undefined = ({ attrs }) => attrs,
): ProseNode[] {
  const blocks: { readonly node: ProseNode; readonly content: ProseNode[] }[] = [];
  let open: ProseNode[] | null = null;
  const begin = (node: ProseNode) => {
    open = [];
    blocks.push({ node, content: open });
    return open;
  };
  for (const { node } of tokens) {
    if (node.type === "block") begin({ ...node, attrs: attributesOf(node) } as ProseNode);
    else if (isInline(node)) push(open ?? begin({ type: "block" }), node);
    else {
      blocks.push({ node, content: [] });
      open = null;
    }
  }
  return blocks.map(({ node, content }) =>
    content.length > 0 ? ({ ...node, content } as ProseNode) : node,
  );
}

/** Adds an inline node; adjacent pieces of text with the same marks become one. */
function push(content: ProseNode[], node: ProseNode): void {
  const last = content.at(-1);
  const isSame = last?.type === "text" && node.type === "text" && marksOf(last) === marksOf(node);
  if (isSame) content[content.length - 1] = { ...last, text: last.text + node.text };
  else content.push(node);
}

function marksOf({ marks = [] }: ProseNode): string {
  return marks.map(stable).toSorted().join("");
}

const INLINE: ReadonlySet<string> = new Set([
  "text",
  "hardBreak",
  "field",
  "crossReference",
  "footnote",
]);

function isInline({ type }: ProseNode): boolean {
  return INLINE.has(type);
}

/** Tokens as plain words, for whoever has to choose. */
export function textOfTokens(tokens: readonly StreamToken[]): string {
  const words = tokens.map(({ node }, index) =>
    node.type === "block" ? (index === 0 ? "" : " ¶ ") : textOfNode(node),
  );
  return words.join("").trim();
}

const LEAF_TEXTS: Readonly<Record<string, string>> = {
  hardBreak: " ",
  field: "[field]",
  crossReference: "[reference]",
  table: "[table]",
  pageBreak: "[page break]",
  caption: "[caption]",
  signatureBlock: "[signature block]",
  exhibit: "[exhibit]",
};

function textOfNode(node: ProseNode): string {
  if (node.type === "text") return node.text;
  if (node.type === "footnote")
    return ` [footnote: ${(node.content ?? []).map(textOfNode).join("")}]`;
  return LEAF_TEXTS[node.type] ?? "";
}
