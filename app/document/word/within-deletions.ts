import type { Effort } from "#app/document/comparison/effort.ts";
import { comparedRuns, replaced } from "#app/document/comparison/runs.ts";
import { tokensOf, type Token } from "#app/document/comparison/tokens.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** Words that somebody wrote, without tracking, among words that are deleted with tracking. */
export interface EditWithinDeletion {
  /** The block as it left. */
  readonly blockId: string;
  /** The words that were there; "" where these only came. */
  readonly before: string;
  readonly after: string;
}

/** The longest edit script within one block that is searched for, in tokens: as of a redline. */
const LONGEST_EDIT = 1_200;

/**
 * Silent edits that are in no suggestion, since the words around them go with tracking, and they with these.
 * @param plain what came back without any tracked change.
 * @param wanted the same with those that are theirs.
 */
export function editsWithinDeletions(
  left: readonly ProseNode[],
  plain: readonly ProseNode[],
  wanted: readonly ProseNode[],
  effort: Effort,
): EditWithinDeletion[] {
  const [now, then] = [blocksById(plain), blocksById(wanted)];
  return [...blocksById(left)].flatMap(([blockId, was]): EditWithinDeletion[] => {
    const [back, kept] = [now.get(blockId), then.get(blockId)];
    if (!back || back === kept) return [];
    const [olds, news] = [tokensOf(was), tokensOf(back)];
    if (textOfTokens(olds) === textOfTokens(news)) return [];
    const staying = new Set(
      runsOf(news, kept ? tokensOf(kept) : [], effort).flatMap(({ alike, before }) =>
        alike ? before : [],
      ),
    );
    return runsOf(olds, news, effort).flatMap(({ alike, before, after }) => {
      const words = textOfTokens(after).trim();
      if (alike || words === "" || after.some((token) => staying.has(token))) return [];
      return [{ blockId, before: textOfTokens(before).trim(), after: words }];
    });
  });
}

function runsOf(before: readonly Token[], after: readonly Token[], effort: Effort) {
  return comparedRuns(before, after, effort, LONGEST_EDIT) ?? replaced(before, after);
}

function textOfTokens(tokens: readonly Token[]): string {
  return tokens.map(({ node }) => node.text ?? node.content?.[0]?.text ?? "").join("");
}

function blocksById(nodes: readonly ProseNode[]): Map<string, ProseNode> {
  const found = new Map<string, ProseNode>();
  const visit = (node: ProseNode) => {
    const id = node.attrs?.id;
    if (node.type === "block" && typeof id === "string") found.set(id, node);
    else if (node.type !== "block") node.content?.forEach(visit);
  };
  nodes.forEach(visit);
  return found;
}
