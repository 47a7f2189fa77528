import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "./content.ts";

/** A text in the two forms in which a program reads it. */
export interface TextParts {
  /** Safe HTML. */
  readonly html: string;
  /** The words of each paragraph, note and cell, in their order. */
  readonly blocks: readonly { readonly id: string; readonly text: string }[];
}

/** The text of a version or of a draft. Refuses `unavailable` where it costs more than it may. */
export async function textParts(
  { texts }: Pick<Resources, "texts">,
  { prose, facts, layoutProfile }: Pick<StoredContent, "prose" | "facts" | "layoutProfile">,
): Promise<Outcome<TextParts>> {
  const html = await texts.html(prose, { facts, layoutProfile });
  if (!html.ok) return html;
  const searchable = await texts.searchable(prose, facts);
  if (!searchable.ok) return searchable;
  const { text, blocks } = searchable.value;
  return done({
    html: html.value,
    blocks: blocks.flatMap(([at, id], index) => {
      const end = (blocks[index + 1]?.[0] ?? text.length + 1) - 1;
      return id === null ? [] : [{ id, text: text.slice(at, end) }];
    }),
  });
}
