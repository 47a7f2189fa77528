import type { ProseJSON } from "#app/document/prose.ts";
import { drawnPage, type DrawingOptions } from "#app/document/rendering/drawn-page.ts";
import { nodeText } from "#app/document/rendering/plain-text.ts";

/** The prose as plain text with its numbers: a blank line between blocks. */
export function plainText(prose: ProseJSON, options: DrawingOptions = {}): string {
  const page = drawnPage(prose, options);
  return prose.content.map((node) => nodeText(node, page)).join("\n\n");
}
