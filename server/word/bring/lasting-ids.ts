import { stable } from "#app/document/comparison/stable.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { createEffort } from "#app/document/comparison/effort.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import { startSha256 } from "#server/digest.ts";
import type { EarlierAdditions, EarlierBlocks } from "./earlier.ts";

/** The most steps of comparison with what earlier returns added: some tenths of a second. */
const EFFORT = 4_000_000;

/**
 * The proposals with ids of new paragraphs that are the same in each return of the file: made of its code,
 * their words and the paragraph behind which they stand. So a second return, in which more is changed beside
 * an added paragraph, agrees with the first about that paragraph, and it does not come in twice (W10). One
 * that an earlier return had with other words has the id that it had.
 * @param known the ids of all that left.
 */
export function withLastingIds(
  proposals: readonly ReturnProposal[],
  known: ReadonlySet<unknown>,
  code: string | null,
  earlier: EarlierAdditions,
): ReturnProposal[] {
  const lasting = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const { proposed } of proposals) {
    const isKnown = (node: ProseNode) => known.has(node.attrs?.id);
    // Where nothing stands before it, the paragraph before which it stands.
    let beside = proposed.find(isKnown)?.attrs?.id;
    for (const node of proposed) {
      if (isKnown(node)) beside = node.attrs?.id;
      name(node, { beside: typeof beside === "string" ? beside : "", code, known, lasting, taken });
    }
  }
  nameAsBefore(proposals, lasting, earlier);
  return proposals.map((one) => ({
    ...one,
    // Of one in several pieces, the added paragraph behind which it goes on.
    base: one.base.map((node) => renamed(node, lasting)),
    proposed: one.proposed.map((node) => renamed(node, lasting)),
  }));
}

function nameAsBefore(
  proposals: readonly ReturnProposal[],
  lasting: Map<string, string>,
  earlier: EarlierAdditions,
): void {
  const used = new Set([...lasting.values()].filter((id) => earlier.has(id)));
  const effort = createEffort(EFFORT);
  for (const proposal of proposals) {
    const news = proposal.proposed.filter((node) => {
      const id = lasting.get(idOf(node) ?? "");
      return id !== undefined && !earlier.has(id);
    });
    if (news.length === 0) continue;
    for (const [was, now] of earlier.pairs(proposal, news, used, effort)) {
      const [olds, ids] = [idsIn(was), idsIn(now)];
      // Of a table with other cells, the first block: by that it is known.
      const most = olds.length === ids.length ? ids.length : 1;
      ids.slice(0, most).forEach((id, index) => lasting.set(id, olds[index] ?? id));
      used.add(idOf(was) ?? "");
    }
  }
}

/** The ids in a block, in order. */
function idsIn({ attrs, content = [] }: ProseNode): string[] {
  const id = attrs?.id;
  return [...(typeof id === "string" ? [id] : []), ...content.flatMap(idsIn)];
}

/** The ids of all that left, of blocks in tables too. */
export function idsOf(nodes: readonly ProseNode[]): Set<unknown> {
  const ids = new Set<unknown>();
  for (const node of nodes) gather(node, ids);
  return ids;
}

interface LastingNames {
  readonly beside: string;
  readonly code: string | null;
  readonly known: ReadonlySet<unknown>;
  readonly lasting: Map<string, string>;
  /** How many paragraphs say the same at one place. */
  readonly taken: Map<string, number>;
}

function gather(node: ProseNode, ids: Set<unknown>): void {
  if (node.attrs?.id !== undefined) ids.add(node.attrs.id);
  for (const child of node.content ?? []) gather(child, ids);
}

function name(node: ProseNode, naming: LastingNames): void {
  const { beside, code, known, lasting, taken } = naming;
  const id = node.attrs?.id;
  if (typeof id === "string" && !known.has(id) && !lasting.has(id)) {
    const said = saidAt(node, beside, code);
    const before = taken.get(said) ?? 0;
    taken.set(said, before + 1);
    lasting.set(id, lastingId(said, before));
  }
  for (const child of node.content ?? []) name(child, naming);
}

function saidAt(node: ProseNode, beside: string, code: string | null): string {
  return stable([code, beside, withoutIds(node)]);
}

function lastingId(said: string, before: number): string {
  const digest = startSha256().update(`${said} ${before}`).digest();
  return createBlockId((bytes) => bytes.set(digest.subarray(0, bytes.length)));
}

/** Paragraphs that say the same at one place of which a draft's is known. */
const REPEATS = 3;

/**
 * Paragraphs of the draft whose ids tell that an earlier return of this file added them, each behind the one
 * that left: also those of a return that only other people see, since all see the draft.
 */
export function addedInDraft(
  draft: readonly ProseNode[],
  known: ReadonlySet<unknown>,
  code: string | null,
): EarlierBlocks[] {
  let before: ProseNode | undefined;
  const after = draft.find((node) => known.has(idOf(node)));
  return draft.flatMap((node): EarlierBlocks[] => {
    const id = idOf(node);
    if (known.has(id)) {
      before = node;
      return [];
    }
    const beside = before ?? after;
    if (id === null || node.type !== "block" || !beside) return [];
    const said = saidAt(node, idOf(beside) ?? "", code);
    for (let count = 0; count < REPEATS; count += 1) {
      if (lastingId(said, count) === id)
        return [{ blocks: [beside, node], author: null, at: null, isOpen: false }];
    }
    return [];
  });
}

/** Only words and kinds. */
function withoutIds(node: ProseNode): ProseNode {
  const { id: _id, targets: _targets, ranges: _ranges, ...attrs } = node.attrs ?? {};
  const content = node.content?.map(withoutIds);
  // The same node without names.
  return { ...node, attrs, ...(content && { content }) } as ProseNode;
}

function renamed(node: ProseNode, lasting: ReadonlyMap<string, string>): ProseNode {
  const named = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(named)
      : typeof value === "string"
        ? (lasting.get(value) ?? value)
        : value;
  const { id, targets, ranges } = node.attrs ?? {};
  const attrs = {
    ...node.attrs,
    ...(id !== undefined && { id: named(id) }),
    ...(targets !== undefined && { targets: named(targets) }),
    ...(ranges !== undefined && { ranges: named(ranges) }),
  };
  const content = node.content?.map((child) => renamed(child, lasting));
  // The same node with other names.
  return { ...node, ...(node.attrs && { attrs }), ...(content && { content }) } as ProseNode;
}
