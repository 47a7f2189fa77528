/**
 * Where a version's words are put back into the draft: at the desk, which says first what would change.
 * Without `blocks` the whole text.
 */
export function putBackPath(
  documentId: string,
  version: number,
  blocks: readonly string[] = [],
): string {
  const chosen = blocks.length > 0 ? `&blocks=${blocks.map(encodeURIComponent).join(",")}` : "";
  return `/documents/${documentId}?put-back=${version}${chosen}`;
}
