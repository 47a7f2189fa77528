import { blockShape } from "#app/document/nodes/kinds.ts";
import { numberBlocks } from "#app/document/numbering/number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/**
 * The name of a block by its printed number: "paragraph 12", "item 3", "part (a) of paragraph 12".
 * In a text without numbered paragraphs, such as a letter, by its count from the top, without
 * headings and tables. Null for a block that can't be found by counting.
 */
export function countedPlace(prose: ProseJSON, blockId: string): string | null {
  const numbers = numberBlocks(prose);
  const own = numbers.get(blockId);
  if (own && own.kind !== "heading") {
    const [first] = own.value;
    const called = own.kind === "numbered" ? "paragraph" : "item";
    return own.value.length > 1
      ? `part ${own.label} of ${called} ${first}`
      : `${called} ${own.label.replace(/\.$/u, "")}`;
  }
  if ([...numbers.values()].some(({ kind }) => kind === "numbered")) return null;
  const paragraphs = prose.content.filter(isParagraph);
  const place = paragraphs.findIndex(({ attrs }) => attrs?.id === blockId);
  return place < 0 ? null : `paragraph ${place + 1}`;
}

function isParagraph({ type, attrs, content = [] }: ProseNode): boolean {
  return type === "block" && content.length > 0 && blockShape(attrs ?? {}).kind !== "heading";
}
