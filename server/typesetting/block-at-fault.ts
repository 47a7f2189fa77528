import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { placeOf } from "#app/document/rendering/typst/place-of.ts";
import type { FaultPlace } from "#app/document/rendering/typst/typeset-error.ts";

/**
 * The block without which the document could be set: the last one of the shortest beginning of the
 * document that can't be. Costs about as many settings as the number of blocks has binary digits.
 * @param sets whether a document of these blocks can be set.
 */
export function findBlockAtFault(
  prose: ProseJSON,
  sets: (content: readonly ProseNode[]) => boolean,
): FaultPlace {
  // Nothing at all fails too: then it is the details or the layout, not a block.
  if (!sets([])) return { in: "unknown" };
  let good = 0;
  let bad = prose.content.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (sets(prose.content.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const node = prose.content[bad - 1];
  return node ? placeOf(node) : { in: "unknown" };
}
