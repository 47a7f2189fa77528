import type { Actor } from "#app/domain/actor.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { WORD_FATES } from "#app/domain/word-return.ts";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads, type ThreadReaders } from "#server/services/threads/scope.ts";
import { versionTags } from "#server/services/versions/tag.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import { scopesOf } from "./fresh.ts";
import { plannedReturn } from "./plan.ts";
import { frozenOf, limitedTalk, whyNotNow } from "./said.ts";
import type { WordBroughtView, WordReturnView } from "./views.ts";

/**
 * Shows what a file would bring into a document, before anything is written.
 * @param asked for whom it would come in, too: left out for those who are preselected.
 */
export async function showWordReturn(
  resources: Resources,
  actor: Actor,
  documentId: string,
  asked: {
    readonly arrivalId: string;
    readonly text: string | undefined;
    readonly readers?: ThreadReaders | undefined;
  },
): Promise<Outcome<WordReturnView>> {
  const { client } = resources.database;
  const planned = await plannedReturn(resources, actor, documentId, {
    arrivalId: asked.arrivalId,
    asked: asked.text,
    readers: asked.readers,
  });
  if (!planned.ok) return planned;
  const {
    arrival,
    document,
    origin,
    text,
    isTextLost,
    plan,
    changes,
    talk,
    withheld,
    known,
    rooms,
    seen,
    readers: { chosen, organizations, preselected, areApart },
  } = planned.value;
  const { row, subject } = document;
  const versions = await versionTags(client, documentId, subject.matter.partyIds);
  const entering = limitedTalk(talk);
  const all = mayComment(actor, subject, null);
  const fitting = rooms.get(chosen) ?? 0;
  // For other readers there may be more room: nothing enters that nobody saw.
  const listed = Math.max(0, ...rooms.values());
  const own = organizations.find(({ id }) => id === scopesOf(actor, document)[0]) ?? null;
  return done({
    arrival: {
      id: arrival.id,
      fileName: arrival.fileName,
      notKept: arrival.told.notKept,
      expiresAt: arrival.expiresAt.toISOString(),
    },
    document: { id: row.id, title: row.title, slug: row.matter.slug },
    origin: origin?.view ?? null,
    text,
    isTextLost,
    texts: [
      ...(origin && !isTextLost ? [{ value: "export", label: "The text that left with it" }] : []),
      { value: "draft", label: "The draft as it is now" },
      ...[...versions.values()].toReversed().map(({ number, name }) => ({
        value: String(number),
        label: name ? `Version ${number}, ${name}` : `Version ${number}`,
      })),
    ],
    alignedBy: plan.alignedBy,
    tracked: plan.tracked,
    silent: plan.silent,
    changes: changes.slice(0, listed).map(({ author, at, isTracked, where, suggestion }) => ({
      author,
      at,
      isTracked,
      where,
      // Written by the worker, from the contract's schema.
      summary: JSON.parse(suggestion.summary) as SuggestionSummary,
    })),
    talk: entering.map(({ threadId, where, place, comments, isOwnAlone }) => ({
      isAnswer: threadId !== null,
      onlyFor: isOwnAlone ? (own?.shortName ?? null) : null,
      where,
      quote: place?.quote ?? "",
      comments,
    })),
    fates: WORD_FATES.map((fate) => ({
      fate,
      count: plan.fates.filter((one) => one.fate === fate).length,
    })).filter(({ count }) => count > 0),
    leftOut: plan.leftOut,
    known,
    withheld,
    fitting,
    fittingTalk: commentsIn(entering),
    beyond: {
      ...plan.beyond,
      changes: changes.length - fitting + plan.beyond.changes,
      comments: commentsIn(talk) - commentsIn(entering) + plan.beyond.comments,
    },
    seen,
    scopes: organizations.map((one) => ({ ...one, fitting: rooms.get(one.id) ?? 0 })),
    preselected,
    readers: chosen,
    areReadersApart: areApart,
    refusal: all.ok || organizations.length > 0 ? whyNotNow(document) : all.refusal.sentence,
    frozen: all.ok || organizations.length > 0 ? frozenOf(document, versions) : null,
  });
}

/** One act that brought a file in, and what became of it. */
export async function showBroughtWord(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
  returnId: string,
): Promise<Outcome<WordBroughtView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row: document, subject } = found.value;
  const row = await client.wordReturn.findFirst({ where: { id: returnId, documentId } });
  if (!row) return refuse("not-found");
  const visible = visibleThreads(actor, subject.matter);
  const threads = await client.thread.findMany({
    where: { wordReturnId: returnId, ...visible },
    select: { suggestion: { select: { state: true } } },
  });
  const comments = await client.comment.findMany({
    where: { wordReturnId: returnId, thread: visible },
    select: { text: true, removedAt: true, thread: { select: { wordReturnId: true } } },
  });
  const fates = await client.wordFate.count({ where: { returnId, thread: visible } });
  // A return for one organization's people alone is told to nobody else, not even that it was there (M2).
  if (threads.length + comments.length + fates === 0 && (await broughtAnything(client, returnId))) {
    return refuse("not-found");
  }
  const said = comments.filter(({ text, removedAt }) => removedAt === null && text !== "");
  const answers = said.filter(({ thread }) => thread.wordReturnId !== returnId);
  const people = await personTags(
    client,
    [row.broughtById, row.undoneById].flatMap((id) => id ?? []),
    subject.matter.partyIds,
  );
  const count = (state: string) =>
    threads.filter(({ suggestion }) => suggestion?.state === state).length;
  return done({
    id: row.id,
    document: { id: document.id, title: document.title, slug: document.matter.slug },
    fileName: row.fileName,
    at: row.at.toISOString(),
    by: people.get(row.broughtById) ?? null,
    suggestions: {
      open: count("open"),
      accepted: count("accepted"),
      rejected: count("rejected"),
      withdrawn: count("withdrawn"),
    },
    comments: said.length - answers.length,
    answers: answers.length,
    undone:
      row.undoneAt === null
        ? null
        : { at: row.undoneAt.toISOString(), by: people.get(row.undoneById ?? "") ?? null },
    mayTakeBack: row.broughtById === actor.userId && row.undoneAt === null,
  });
}

async function broughtAnything(client: PrismaClient, wordReturnId: string): Promise<boolean> {
  const [threads, comments, fates] = [
    await client.thread.count({ where: { wordReturnId } }),
    await client.comment.count({ where: { wordReturnId } }),
    await client.wordFate.count({ where: { returnId: wordReturnId } }),
  ];
  return threads + comments + fates > 0;
}
