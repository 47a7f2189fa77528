import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import type { EarlierAdditions } from "./earlier.ts";

/**
 * The proposal with paragraphs that an earlier return added among what it changes, as that return had them:
 * then it adds only the rest, and whatever became of them in the draft stays (W10). Of a return that the
 * actor can't see, they are known where the draft has them beside the others.
 */
export function withAddedBefore(
  { base, proposed, ...rest }: ReturnProposal,
  draft: readonly ProseNode[],
  earlier: EarlierAdditions,
): ReturnProposal {
  const places = new Map(draft.map((node, index) => [idOf(node), index]));
  places.delete(null);
  const isBeside = (id: string, other: ProseNode | undefined) => {
    const [one, two] = [places.get(id), other && places.get(idOf(other))];
    return one !== undefined && two !== undefined && Math.abs(one - two) === 1;
  };
  const was = [...base];
  const at = (other: ProseNode | undefined) =>
    other ? was.findIndex((one) => idOf(one) !== null && idOf(one) === idOf(other)) : -1;
  proposed.forEach((node, index) => {
    const id = idOf(node);
    if (id === null || was.some((one) => idOf(one) === id)) return;
    const before = earlier.asBefore(node);
    if (before) {
      const last = proposed.slice(0, index).findLast((one) => at(one) >= 0);
      const next = proposed.slice(index + 1).find((one) => at(one) >= 0);
      was.splice(last ? at(last) + 1 : next ? at(next) : was.length, 0, before);
      return;
    }
    const [one, other] = [proposed[index - 1], proposed[index + 1]];
    if (isBeside(id, one) && at(one) >= 0) was.splice(at(one) + 1, 0, node);
    else if (isBeside(id, other) && at(other) >= 0) was.splice(at(other), 0, node);
  });
  return { ...rest, base: was, proposed };
}
