import { type TextChoice, textAddress } from "#app/domain/changes/text-choice.ts";

/**
 * Where the words of an earlier text are put back into the draft: at the desk, which says first what would
 * change. Without `blocks` the whole text.
 */
export function putBackPath(
  documentId: string,
  text: Exclude<TextChoice, "draft">,
  blocks: readonly string[] = [],
): string {
  const chosen = blocks.length > 0 ? `&blocks=${blocks.map(encodeURIComponent).join(",")}` : "";
  return `/documents/${documentId}?put-back=${textAddress(text)}${chosen}`;
}
