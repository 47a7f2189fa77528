import {
  idOf,
  locateBase,
  mergeSuggestion,
  readSuggested,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** Characters of blocks that are merged; of more, the same paragraphs count as the same words. */
const MOST_MERGED = 32_000;

/** The blocks of a suggestion as its row keeps them. */
export type KeptBlocks = Parameters<typeof readSuggested>[0];

/**
 * Which of the open suggestions lost their words to an accepted one (M12), by their index.
 * @param isSpent whether the work has cost what it may: those that are left count as not overtaken, and
 * say on their cards that the draft moved on.
 */
export function overtakenAmong(
  accepted: readonly KeptBlocks[],
  open: readonly KeptBlocks[],
  isSpent: () => boolean,
): number[] {
  const overtakes = accepted.map(overtakenBy);
  return open.flatMap((each, index) => {
    if (isSpent()) return [];
    const read = { suggested: readSuggested(each), size: sizeOf(each) };
    return overtakes.some((isOvertaken) => !isSpent() && isOvertaken(read)) ? [index] : [];
  });
}

/** A suggestion that is read, and the characters of its blocks. */
interface ReadBlocks {
  readonly suggested: Suggested;
  readonly size: number;
}

function sizeOf({ base, proposed }: KeptBlocks): number {
  return base.length + proposed.length;
}

/** Tells of open suggestions whether an accepted one changed the very words that they are about (M12). */
function overtakenBy(accepted: KeptBlocks): (open: ReadBlocks) => boolean {
  const other = readSuggested(accepted);
  const replaced = new Set(other.base.map(idOf).filter((id) => id !== null));
  return ({ suggested: own, size }) => {
    const isReplaced = (block: ProseNode) => replaced.has(idOf(block) ?? "");
    const first = own.base.findIndex(isReplaced);
    if (first < 0) return false;
    if (size + sizeOf(accepted) > MOST_MERGED) return true;
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
