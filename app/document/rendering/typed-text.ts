import type { ProseNode } from "#app/document/prose.ts";

export interface TypedTextOptions {
  /** What stands for a line break. */
  readonly lineBreak: " " | "\n";
  /** What stands for a footnote with these words; "" leaves it out. */
  readonly footnote: (words: string) => string;
}

/** What somebody typed into a node, and nothing that the program puts in. */
export function typedText(node: ProseNode, options: TypedTextOptions): string {
  if (node.type === "text") return node.text;
  if (node.type === "hardBreak") return options.lineBreak;
  const words = (node.content ?? []).map((child) => typedText(child, options)).join("");
  return node.type === "footnote" ? options.footnote(words) : words;
}
