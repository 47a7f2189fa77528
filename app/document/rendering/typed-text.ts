import type { ProseNode } from "#app/document/prose.ts";

export interface TypedTextOptions {
  /** The replacement of a line break. */
  readonly lineBreak: " " | "\n";
  /** The replacement of a footnote with this text; "" omits it. */
  readonly footnote: (words: string) => string;
}

/** The typed text of a node, without generated content. */
export function typedText(node: ProseNode, options: TypedTextOptions): string {
  if (node.type === "text") return node.text;
  if (node.type === "hardBreak") return options.lineBreak;
  const words = (node.content ?? []).map((child) => typedText(child, options)).join("");
  return node.type === "footnote" ? options.footnote(words) : words;
}
