import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";

/**
 * The proposal with paragraphs that an earlier return added, and that the draft has beside the others, among
 * what it changes: then it adds only the rest, and whatever became of them in the draft stays (W10).
 */
export function withAddedBefore(
  { base, proposed, ...rest }: ReturnProposal,
  draft: readonly ProseNode[],
): ReturnProposal {
  const places = new Map(draft.map((node, index) => [idOf(node), index]));
  places.delete(null);
  const isBeside = (id: string, other: ProseNode | undefined) => {
    const [one, two] = [places.get(id), other && places.get(idOf(other))];
    return one !== undefined && two !== undefined && Math.abs(one - two) === 1;
  };
  const was = [...base];
  proposed.forEach((node, index) => {
    const id = idOf(node);
    if (id === null || was.some((one) => idOf(one) === id)) return;
    const [before, after] = [proposed[index - 1], proposed[index + 1]];
    const at = (other: ProseNode | undefined) =>
      other ? was.findIndex((one) => idOf(one) !== null && idOf(one) === idOf(other)) : -1;
    if (isBeside(id, before) && at(before) >= 0) was.splice(at(before) + 1, 0, node);
    else if (isBeside(id, after) && at(after) >= 0) was.splice(at(after), 0, node);
  });
  return { ...rest, base: was, proposed };
}
