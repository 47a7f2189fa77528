import { stable } from "#app/document/comparison/stable.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { LeftBlock } from "#app/document/word/named-blocks.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import { startSha256 } from "#server/digest.ts";

/**
 * The proposals with ids of new paragraphs that are the same in each return of the file: made of its code,
 * their words and the paragraph behind which they stand. So a second return, in which more is changed beside
 * an added paragraph, agrees with the first about that paragraph, and it does not come in twice (W10).
 */
export function withLastingIds(
  proposals: readonly ReturnProposal[],
  left: readonly LeftBlock[],
  code: string | null,
): ReturnProposal[] {
  const known = new Set<unknown>();
  left.forEach(({ node }) => gather(node, known));
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
  return proposals.map((one) => ({
    ...one,
    proposed: one.proposed.map((node) => renamed(node, lasting)),
  }));
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
    const said = stable([code, beside, withoutIds(node)]);
    const before = taken.get(said) ?? 0;
    taken.set(said, before + 1);
    const digest = startSha256().update(`${said} ${before}`).digest();
    lasting.set(
      id,
      createBlockId((bytes) => bytes.set(digest.subarray(0, bytes.length))),
    );
  }
  for (const child of node.content ?? []) name(child, naming);
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
