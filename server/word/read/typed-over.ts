import type { Tracked } from "#app/document/word/revised.ts";
import { isAnchor, type RawItem, type TypedOver } from "./raw.ts";

/**
 * Reads changes within the words of a field as the field gone and its words come: only a part of a field
 * can't be. Null where nobody changed a part of them.
 * @param field the fate of the field's own signs.
 */
export function typedOver(cached: readonly RawItem[], field: Tracked): TypedOver | null {
  const shown = cached.flatMap((item) => (item.type === "inline" ? [item] : []));
  const [first] = shown;
  const isAlike = ({ inline }: (typeof shown)[number], other: Tracked) =>
    inline.inserted === other.inserted && inline.deleted === other.deleted;
  if (!first || shown.every((item) => isAlike(item, first.inline))) return null;
  const gone = shown.find(({ inline }) => inline.deleted !== field.deleted)?.inline.deleted;
  const come = shown.find(({ inline }) => inline.inserted !== field.inserted)?.inline.inserted;
  const revision = gone ?? come ?? null;
  if (revision === null) return null;
  const instead = cached.flatMap((item): RawItem[] => {
    if (item.type !== "inline") return isAnchor(item) ? [] : [item];
    const { inline } = item;
    if (inline.deleted !== null && inline.inserted === field.inserted) return [];
    return [{ ...item, inline: comeBy(inline, revision), isOfReference: false }];
  });
  return { tracked: { ...field, deleted: field.deleted ?? revision }, revision, instead };
}

/** Words as inserted by a change, where they are not inserted by another one. */
export function comeBy<T extends Tracked>(inline: T, revision: number): T {
  return { ...inline, inserted: inline.inserted ?? revision };
}
