import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, isDoneIn, isSameText } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import { returnedText, type ReturnedText } from "#app/document/word/returned.ts";
import type { Revision } from "#app/document/word/revised.ts";
import { sha256 } from "#server/digest.ts";
import type { DrawnPart, WordFile } from "#server/word/read/word-file.ts";
import { keptSuggestion } from "#server/workers/margin/kept-suggestion.ts";
import { boundedPlan } from "./bounded.ts";
import type { ComparedWith } from "./task.ts";
import { newBlockId } from "#server/new-block-id.ts";
import { withAddedBefore } from "./added-before.ts";
import { missingAdditions } from "./missing-additions.ts";
import { withReferencesAsLeft } from "./references.ts";
import type { LeftOutChange, PlannedChange, PlannedFate, WordPlan } from "./planned.ts";
import { PlacesThatLeft } from "./places.ts";
import { blocksOf, EarlierAdditions, IN_PART, type EarlierSuggestion } from "./earlier.ts";
import { addedInDraft, idsOf, withLastingIds } from "./lasting-ids.ts";
import { recalledComments } from "./recalled.ts";
import { changedWhereDetailsPrint } from "./printed.ts";
import { withPrintedKnown } from "./known-again.ts";
import { typedOverFields } from "./typed-over-fields.ts";
import { plannedTalk } from "./talk.ts";

/**
 * Plans what a file would bring, compared with the text that left (W9).
 * @param printed what it said where details are printed; null where that is not known.
 * @param earlier suggestions of earlier returns that add paragraphs and that nobody refused or withdrew.
 */
export function plannedReturn(
  read: WordFile,
  { sent, threadOf, page, recorded }: ComparedWith,
  draft: readonly ProseNode[],
  printed: readonly DrawnPart[] | null = null,
  earlier: readonly EarlierSuggestion[] = [],
): WordPlan {
  const file = withPrintedKnown(
    read,
    sent.blocks.map(({ node }) => node),
    printed,
  );
  const comments = recalledComments(sent.comments, file.comments);
  const options = { newId: newBlockId, ...(page ? { page } : {}) };
  const told = returnedText({ ...sent, comments }, file, options);
  const known = idsOf(sent.blocks.map(({ node }) => node));
  const added = [...addedInDraft(draft, known, file.code), ...blocksOf(earlier)];
  const before = new EarlierAdditions(added, known);
  const proposals = withLastingIds(told.proposals, known, file.code, before);
  const returned = { ...told, proposals };
  const places = new PlacesThatLeft(sent.blocks.map(({ node }) => node));
  const threads = new Map(threadOf);
  const changes: PlannedChange[] = [];
  const leftOut: LeftOutChange[] = [];
  const same = new Set<string | null>();
  for (const { proposed, ...rest } of returned.proposals) {
    const whole = { ...rest, proposed: withReferencesAsLeft(rest.base, proposed) };
    const more = withAddedBefore(whole, draft, before);
    // All of it came before: it is told as what is there.
    const cameBefore = isSameText(more.base, more.proposed);
    const proposal = cameBefore ? whole : more;
    if (isSameText(proposal.base, proposal.proposed)) {
      for (const block of proposal.base) same.add(idOf(block));
      continue;
    }
    const change = plannedChange(proposal, places, draft);
    if ("why" in change) leftOut.push(change);
    else changes.push(cameBefore ? { ...change, isThere: true } : change);
  }
  // Only of a file of which it is known with what it left.
  if (recorded !== undefined) {
    const present = idsOf(proposals.flatMap(({ proposed }) => proposed));
    leftOut.push(...missingAdditions(before, present, draft, places));
  }
  const typed = typedOverFields(file, sent.blocks, page, places);
  const inPrinted = printed ? changedWhereDetailsPrint(file, printed) : [];
  return boundedPlan({
    alignedBy: returned.alignedBy,
    tracked: returned.tracked.map(({ author, changes: count }) => ({ author, count })),
    silent: [
      ...returned.silent
        .filter(({ blockId }) => blockId === null || !same.has(blockId))
        .map(({ blockId, label, kind }) => {
          // Of all that left, only a page break has no id.
          const unnamed = kind === "added" ? labeled(label) : "a page break";
          return places.where(blockId) ?? unnamed;
        }),
      ...typed.map(({ where }) => where),
      ...inPrinted.flatMap(({ where, isTracked }) => (isTracked ? [] : [where])),
    ],
    changes,
    talk: plannedTalk(returned.comments.added, threads, places),
    fates: fatesOf(returned, threads),
    leftOut: [
      ...leftOut,
      ...returned.withinDeletions.map(({ blockId, ...edit }) => {
        return { where: places.where(blockId) ?? "the text", why: withinDeletion(edit) };
      }),
      ...(returned.lostShapes ? [LOST_SHAPES] : []),
      ...typed,
      ...inPrinted.map(({ where, why }) => ({ where, why })),
    ],
  });
}

function plannedChange(
  { base, proposed, authors, isTracked, identity, follows }: ReturnProposal,
  places: PlacesThatLeft,
  draft: readonly ProseNode[],
): PlannedChange | LeftOutChange {
  const where = places.whereOf(base);
  if (base.length > MARGIN_LIMITS.blocks || proposed.length > MARGIN_LIMITS.blocks) {
    return { where, why: TOO_MANY };
  }
  if (!base.some((node) => idOf(node) !== null)) return { where, why: NOWHERE };
  const kept = keptSuggestion({ base, proposed });
  if (!kept.ok) return { where, why: kept.refusal.code === "too-large" ? TOO_LONG : NOT_OURS };
  return {
    ...claimOf(authors, isTracked),
    isTracked,
    where,
    identity: sha256(identity),
    ...(follows !== null && { follows: sha256(follows) }),
    suggestion: kept.value,
    place: places.placeOf(base),
    isThere: isDoneIn({ base, proposed }, draft),
    adds: proposed.some((node) => !places.has(idOf(node))),
  };
}

/** Everybody who changed something there; of what somebody changed without tracking, that too. */
function claimOf(authors: readonly Revision[], isTracked: boolean) {
  const names = [...new Set(authors.map(({ author }) => author))];
  const instants = authors.flatMap(({ at }) => at ?? []).toSorted();
  const named = names.map((name) => (name === "" ? "somebody without a name" : name)).join(" and ");
  return {
    author: names.length === 0 ? null : isTracked ? named : `${named}${IN_PART}`,
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

/** Of a paragraph that came: by the number that it has where it came back. */
function labeled(label: string | null): string {
  return label === null ? "a new paragraph" : `¶ ${label.replace(/\.$/u, "")}`;
}

/** Characters of words that are told of a silent edit. */
const TOLD = 300;

function withinDeletion({ before, after }: { readonly before: string; readonly after: string }) {
  const quoted = (words: string) =>
    words.length > TOLD ? `“${words.slice(0, TOLD)}…”` : `“${words}”`;
  const inPlace = before === "" ? "" : ` in place of ${quoted(before)}`;
  return `${quoted(after)} was written there${inPlace} without tracking, among words that are deleted with tracking. No suggestion has it: it goes with those words`;
}

const LOST_SHAPES: LeftOutChange = {
  where: "the whole file",
  why: "its headings and numbered paragraphs are plain ones now, as of a program that drops styles. They stay here as they left; a kind that was changed in the file is not among the changes",
};
const NOWHERE =
  "the text has no paragraph beside which it could stand. Write one in the draft and look at this page again, or put the file’s text in at the caret";
const TOO_MANY = `more than ${MARGIN_LIMITS.blocks} paragraphs in a row were changed`;
const TOO_LONG = "the changed paragraphs are too long for one suggestion";
const NOT_OURS = "what they became is not text that a draft can hold";
