import type { ProseJSON } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { blockText, nodeText } from "#app/document/rendering/plain-text.ts";

/** The words of a text that is kept, a line for each paragraph. */
export function clauseText(prose: ProseJSON): string {
  const page = drawnPage(prose);
  return prose.content
    .map((node) => (node.type === "block" ? blockText(node, page) : nodeText(node, page)))
    .filter((line) => line !== "")
    .join("\n");
}
