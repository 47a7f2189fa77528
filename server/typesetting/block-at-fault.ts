import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { placeOf } from "#app/document/rendering/typst/place-of.ts";
import type { FaultPlace } from "#app/document/rendering/typst/typeset-error.ts";

/**
 * Finds the block that keeps the document from being typeset: the last one of the shortest failing
 * prefix of the document. A binary search: takes about as many runs as the number of blocks has
 * binary digits.
 * @param sets whether a document of these blocks can be typeset.
 */
export function findBlockAtFault(
  prose: ProseJSON,
  sets: (content: readonly ProseNode[]) => boolean,
): FaultPlace {
  // An empty document fails too: then the details or the layout are at fault, not a block.
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
