import {
  idOf,
  locateBase,
  mergeSuggestion,
  readSuggested,
} from "#app/document/suggestion/index.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** The blocks of a suggestion as its row keeps them. */
export type KeptBlocks = Parameters<typeof readSuggested>[0];

/** Tells of open suggestions whether an accepted one changed the very words that they are about (M12). */
export function overtakenBy(accepted: KeptBlocks): (open: KeptBlocks) => boolean {
  const other = readSuggested(accepted);
  const replaced = new Set(other.base.map(idOf).filter((id) => id !== null));
  return (open) => {
    const own = readSuggested(open);
    const isReplaced = (block: ProseNode) => replaced.has(idOf(block) ?? "");
    const first = own.base.findIndex(isReplaced);
    if (first < 0) return false;
    const now = [
      ...own.base.slice(0, first),
      ...other.proposed,
      ...own.base.slice(first).filter((block) => !isReplaced(block)),
    ];
    const place = locateBase(own.base, now.map(idOf), (index) => now[index] ?? null);
    if (!place) return true;
    const { conflicts, isDone } = mergeSuggestion(own, now.slice(place.from, place.to));
    return conflicts.length > 0 && !isDone;
  };
}
