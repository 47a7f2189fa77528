import { documentDetails } from "#app/document/details/document-details.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { drawnPage } from "./drawn-page.ts";
import { nodeText } from "./plain-text.ts";
import { passagesOf } from "./passages.ts";

/** A text as it is searched. */
export interface SearchableText {
  /** A line for each block, note and field. */
  readonly text: string;
  /** Where each of them begins, with the id of its block; null for a field. */
  readonly blocks: readonly (readonly [at: number, id: string | null])[];
}

/**
 * Everything that is read in a document, and where: its references, fields and exhibits in the words
 * that the text shows for them. `besides` are words that belong to it and stand outside.
 */
export function searchableText(
  prose: ProseJSON,
  details: unknown,
  besides: readonly string[] = [],
): SearchableText {
  const read = documentDetails.safeParse(details);
  const page = drawnPage(prose, {
    page: { ...NO_PAGE_DETAILS, facts: read.success ? read.data : null },
  });
  const lines: string[] = [];
  const blocks: [number, string | null][] = [];
  let at = 0;
  for (const { place, text } of passagesOf(prose, [details, besides], (node) =>
    nodeText(node, page),
  )) {
    blocks.push([at, place]);
    lines.push(text);
    at += text.length + 1;
  }
  return { text: lines.join("\n"), blocks };
}
