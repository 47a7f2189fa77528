import type { ProseNode } from "../prose";

/** A word, a blank, a sign, a line break, or whatever else stands in a line as one piece. */
export interface Token {
  /** Tokens with the same key read the same; marks are not in it. */
  readonly key: string;
  readonly node: ProseNode;
  readonly isWord: boolean;
}

/** Words with their apostrophes and accents; every blank and every other sign alone. */
const PIECES = /\s|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;
const WORD = /[\p{L}\p{N}]/u;

/** The tokens of a block of text. */
export function tokensOf(block: ProseNode): Token[] {
  return (block.content ?? []).flatMap((node): Token[] => {
    if (node.type !== "text") return [atomOf(node)];
    return [...(node.text ?? "").matchAll(PIECES)].map(([text]) => ({
      key: text,
      node: { ...node, text },
      isWord: WORD.test(text),
    }));
  });
}

/** A reference is the places that it names, not the number that it is printed with just now. */
function atomOf(node: ProseNode): Token {
  const { type, attrs = null, content = null } = node;
  return { key: `\u0000${JSON.stringify([type, attrs, content])}`, node, isWord: false };
}

/** Whether two tokens that read the same are marked the same. */
export function isMarkedAlike(one: Token, other: Token): boolean {
  return marksOf(one.node) === marksOf(other.node);
}

function marksOf({ marks = [] }: ProseNode): string {
  return marks
    .map(({ type, attrs }) => `${type} ${attrs ? JSON.stringify(attrs) : ""}`)
    .toSorted()
    .join("|");
}

/** Tokens as nodes, with neighbouring texts of the same marks joined. */
export function nodesOf(tokens: readonly Token[]): ProseNode[] {
  const nodes: ProseNode[] = [];
  for (const { node } of tokens) {
    const last = nodes.at(-1);
    if (last?.type === "text" && node.type === "text" && marksOf(last) === marksOf(node)) {
      nodes[nodes.length - 1] = { ...last, text: `${last.text ?? ""}${node.text ?? ""}` };
    } else {
      nodes.push(node);
    }
  }
  return nodes;
}
