import type { ProseJSON } from "#app/document/prose.ts";
import { passagesOf } from "./passages.ts";

/** A text as it is searched. */
export interface SearchableText {
  /** A line for each block, note and field. */
  readonly text: string;
  /** Where each of them begins, with the id of its block; null for a field. */
  readonly blocks: readonly (readonly [at: number, id: string | null])[];
}

/** Everything typed into a document, and where. */
export function searchableText(prose: ProseJSON, details: unknown): SearchableText {
  const lines: string[] = [];
  const blocks: [number, string | null][] = [];
  let at = 0;
  for (const { place, text } of passagesOf(prose, details)) {
    blocks.push([at, place]);
    lines.push(text);
    at += text.length + 1;
  }
  return { text: lines.join("\n"), blocks };
}
