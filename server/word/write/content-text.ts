import type { RevisedInline } from "#app/document/word/revised.ts";

/** The text of inline content, deleted parts too and without its footnotes. */
export function textOfContent(content: readonly RevisedInline[]): string {
  return content.map(({ node }) => (node.type === "text" ? node.text : "")).join("");
}
