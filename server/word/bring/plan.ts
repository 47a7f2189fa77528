import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { drawnPage, type DrawnPage } from "#app/document/rendering/drawn-page.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, isDoneIn } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import { returnedText, type ReturnedText } from "#app/document/word/returned.ts";
import type { Revision } from "#app/document/word/revised.ts";
import { sha256 } from "#server/digest.ts";
import type { WordFile } from "#server/word/read/word-file.ts";
import { keptSuggestion } from "#server/workers/margin/kept-suggestion.ts";
import type { ComparedWith } from "./index.ts";
import type { LeftOutChange, PlannedChange, PlannedFate, WordPlan } from "./planned.ts";
import { placeIn } from "./quoted.ts";
import { newBlockId } from "./renamed.ts";
import { plannedTalk } from "./talk.ts";

/** What a file would bring into a document, compared with the text that left (W9). */
export function plannedReturn(
  file: WordFile,
  { sent, threadOf }: ComparedWith,
  draft: readonly ProseNode[],
): WordPlan {
  const returned = returnedText(sent, file, { newId: newBlockId });
  const places = new Places(sent.blocks.map(({ node }) => node));
  const threads = new Map(threadOf);
  const changes: PlannedChange[] = [];
  const leftOut: LeftOutChange[] = [];
  for (const proposal of returned.proposals) {
    const change = plannedChange(proposal, places, draft);
    if ("why" in change) leftOut.push(change);
    else changes.push(change);
  }
  return {
    alignedBy: returned.alignedBy,
    changes,
    talk: plannedTalk(returned.comments.added, threads, places),
    fates: fatesOf(returned, threads),
    leftOut,
  };
}

function plannedChange(
  { base, proposed, authors, isTracked, identity }: ReturnProposal,
  places: Places,
  draft: readonly ProseNode[],
): PlannedChange | LeftOutChange {
  const where = places.whereOf(base);
  if (base.length > MARGIN_LIMITS.blocks || proposed.length > MARGIN_LIMITS.blocks) {
    return { where, why: TOO_MANY };
  }
  const kept = keptSuggestion({ base, proposed });
  if (!kept.ok) return { where, why: kept.refusal.code === "too-large" ? TOO_LONG : NOT_OURS };
  return {
    ...claimOf(authors, isTracked),
    isTracked,
    where,
    identity: sha256(identity),
    suggestion: kept.value,
    place: places.placeOf(base),
    isThere: isDoneIn({ base, proposed }, draft),
  };
}

/** Everybody who changed something there; of what somebody changed without tracking, that too. */
function claimOf(authors: readonly Revision[], isTracked: boolean) {
  const names = [...new Set(authors.map(({ author }) => author))];
  const instants = authors.flatMap(({ at }) => at ?? []).toSorted();
  const named = names.map((name) => (name === "" ? "somebody without a name" : name)).join(" and ");
  return {
    author: names.length === 0 ? null : isTracked ? named : `${named}, in part untracked`,
    at: instants.at(-1) ?? null,
  };
}

/** Of our suggestions, and of our threads by their first comments. */
function fatesOf(
  { suggestions, comments }: ReturnedText,
  threadOf: ReadonlyMap<string, string>,
): PlannedFate[] {
  const begun = new Set<string>();
  const talked = comments.own.flatMap(({ id, fate }): PlannedFate[] => {
    const threadId = threadOf.get(id);
    if (threadId === undefined || begun.has(threadId)) return [];
    begun.add(threadId);
    if (fate !== "done" && fate !== "gone") return [];
    return [{ threadId, fate: fate === "done" ? "resolved" : "removed", author: null, at: null }];
  });
  const suggested = suggestions.map(({ id, fate }) => {
    return { threadId: id, fate, author: null, at: null };
  });
  return [...suggested, ...talked];
}

/** Where blocks of the text that left stand in it. */
export class Places {
  readonly #blocks = new Map<string, { readonly node: ProseNode; readonly index: number }>();
  readonly #page: DrawnPage;

  constructor(private readonly left: readonly ProseNode[]) {
    this.#page = drawnPage({ type: "doc", content: left });
    const add = (node: ProseNode, index: number) => {
      const id = node.attrs?.id;
      if (typeof id === "string" && !this.#blocks.has(id)) this.#blocks.set(id, { node, index });
      if (node.type !== "block") for (const child of node.content ?? []) add(child, index);
    };
    left.forEach(add);
  }

  /** "¶ 14" by the number that is printed before it, else "paragraph 3". */
  where(id: string | null): string | null {
    const found = this.#blocks.get(id ?? "");
    if (!found) return null;
    const label = this.#page.numberOf(found.node);
    return label === null ? `paragraph ${found.index + 1}` : `¶ ${label.replace(/\.$/u, "")}`;
  }

  whereOf(blocks: readonly ProseNode[]): string {
    for (const block of blocks) {
      const where = this.where(idOf(block));
      if (where !== null) return where;
    }
    return "the end";
  }

  /** All words of the first of them. */
  placeOf(blocks: readonly ProseNode[]) {
    const ids = blocks.map(idOf);
    const id = ids.find((one) => one !== null && this.#blocks.has(one)) ?? null;
    const first = this.left[0];
    return this.at(id ?? (first ? idOf(first) : null), 0, 0);
  }

  /** Null where there is no such block. */
  at(id: string | null, from: number, to: number) {
    const found = this.#blocks.get(id ?? "");
    return found && id !== null ? placeIn(found.node, id, from, to) : null;
  }
}

const TOO_MANY = `more than ${MARGIN_LIMITS.blocks} paragraphs in a row were changed`;
const TOO_LONG = "the changed paragraphs are too long for one suggestion";
const NOT_OURS = "what they became is not text that a draft can hold";
