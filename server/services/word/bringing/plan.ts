import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { mayComment, threadOrganizations } from "#app/domain/permissions.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { documentFor, type LoadedDocument } from "#server/services/documents/load.ts";
import { migratedOnly } from "#server/services/documents/migrated.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { laneOf } from "#server/workers/lane.ts";
import type { ComparedWith } from "#server/word/bring/task.ts";
import type { PlannedChange, PlannedTalk, WordPlan } from "#server/word/bring/planned.ts";
import { contentOf, waitingFile, type WaitingWordFile } from "./arrival.ts";
import { originOf, type KnownOrigin } from "./origin.ts";
import type { BroughtChange } from "./write-return.ts";

/** What a file would bring into one document, compared with one of its texts. */
export interface PlannedReturn {
  readonly arrival: WaitingWordFile;
  readonly document: LoadedDocument;
  /** Set where the file left from this very document. */
  readonly origin: KnownOrigin | null;
  readonly text: string;
  readonly plan: WordPlan;
  /** What is not here yet (W10). */
  readonly changes: readonly PlannedChange[];
  readonly talk: readonly PlannedTalk[];
  readonly known: number;
  /** How many of the changes come in at once. */
  readonly fitting: number;
  readonly seen: string;
}

/**
 * Compares a file that waits with the text of a document that it was made from, and with the draft as it
 * stands. Reads alone.
 * @param asked "export", "draft" or the number of a version; the text that left where it is left out.
 */
export async function plannedReturn(
  resources: Resources,
  actor: Actor,
  documentId: string,
  { arrivalId, asked }: { readonly arrivalId: string; readonly asked: string | undefined },
): Promise<Outcome<PlannedReturn>> {
  const { client } = resources.database;
  const document = await documentFor(client, actor, "document.view", documentId);
  if (!document.ok) return document;
  const arrival = await waitingFile(client, actor, arrivalId, resources.clock());
  if (!arrival.ok) return arrival;
  const { matterId } = document.value.row;
  const origin = await originOf(client, actor, arrival.value.told.code, { matterId });
  const mine = origin?.document.row.id === documentId ? origin : null;
  const text = asked ?? (mine ? "export" : "draft");
  const migrated = await migratedOnly(client, documentId);
  if (!migrated.ok) return migrated;
  const now = await resources.drafts.prose(documentId);
  if (!now.ok) return now;
  const draft = now.value.prose.content;
  const chosen = await chosenText(resources, actor, document.value, { text, origin: mine, draft });
  if (!chosen.ok) return chosen;
  const { left, told } = chosen.value;
  const content = await contentOf(client, arrivalId);
  const planned = await resources.wordFiles.plan({ content, left, draft }, laneOf(actor));
  if (!planned.ok) return planned;
  const fates = planned.value.fates.filter(({ threadId }) => told.has(threadId));
  const plan = { ...planned.value, fates };
  const fresh = await notHereYet(client, actor, document.value, plan);
  const fitting = await roomFor(client, documentId, fresh.changes);
  const all = plan.changes.length + countOf(plan.talk);
  const known = all - fresh.changes.length - countOf(fresh.talk);
  const seen = sha256(
    JSON.stringify([
      text,
      // New paragraphs get other ids each time.
      fresh.changes.slice(0, fitting).map(({ identity }) => identity),
      fresh.talk,
      plan.fates,
    ]),
  );
  return done({
    arrival: arrival.value,
    document: document.value,
    origin: mine,
    text,
    plan,
    ...fresh,
    known,
    fitting,
    seen,
  });
}

export function countOf(talk: readonly PlannedTalk[]): number {
  return talk.reduce((sum, { comments }) => sum + comments.length, 0);
}

/** The text that it is compared with, and the threads that left with it and that the actor may hear of. */
interface ChosenText {
  readonly left: ComparedWith;
  readonly told: ReadonlySet<string>;
}

async function chosenText(
  resources: Resources,
  actor: Actor,
  document: LoadedDocument,
  { text, origin, draft }: ChosenBy,
): Promise<Outcome<ChosenText>> {
  const plain = (nodes: readonly ProseNode[]) => {
    const blocks = nodes.map((node) => ({ node, key: null }));
    const sent = { blocks, suggestions: [], comments: [] };
    return done({ left: { sent, threadOf: [] }, told: new Set<string>() });
  };
  if (text === "draft") return plain(draft);
  if (text !== "export") {
    const number = { number: Number(text) };
    const version = await storedVersion(resources, document.row.id, number);
    return version.ok ? plain(version.value.content.prose.content) : version;
  }
  if (!origin) return refuse("bad-input", undefined, { text: NOT_ITS_OWN });
  // Loaded with the first return.
  const { textThatLeft } = await import("#server/services/word/leaving/left.ts");
  const left = await textThatLeft(resources, actor, document, origin.record);
  if (!left.ok) return left.refusal.code === "not-found" ? refuse("not-found", NOT_KEPT) : left;
  const { told, threadOf, ...sent } = left.value;
  return done({ left: { sent: { ...sent, told }, threadOf: [...threadOf] }, told });
}

interface ChosenBy {
  readonly text: string;
  readonly origin: KnownOrigin | null;
  readonly draft: readonly ProseNode[];
}

/**
 * What of a plan is not beside the document yet: a second return of the same file, or of two people's
 * copies, adds only what is new (W10). What somebody withdrew may come again.
 */
export async function notHereYet(
  client: PrismaClient | Transaction,
  actor: Actor,
  { row, facts }: LoadedDocument,
  plan: WordPlan,
): Promise<{ readonly changes: readonly PlannedChange[]; readonly talk: readonly PlannedTalk[] }> {
  const beside = { documentId: row.id, ...visibleThreads(actor, facts.matter) };
  const suggested = await client.suggestion.findMany({
    where: { thread: beside, state: { not: "withdrawn" } },
    select: { baseHash: true, proposedHash: true },
  });
  const hashes = new Set(suggested.map(hashOf));
  const brought = await broughtBefore(client, row.id, beside);
  const said = await client.comment.findMany({
    where: { thread: beside, removedAt: null, wordReturnId: { not: null } },
    select: { wordAuthor: true, wordAt: true, text: true },
  });
  const words = new Set(
    said.map(({ wordAuthor, wordAt, text }) =>
      keyOfComment({ author: wordAuthor, at: wordAt?.toISOString() ?? null, text }),
    ),
  );
  const visible = await client.thread.findMany({ where: beside, select: { id: true } });
  const threads = new Set(visible.map(({ id }) => id));
  return {
    changes: uniqueChanges(plan.changes).filter(
      ({ suggestion, isThere, identity }) =>
        !isThere && !hashes.has(hashOf(suggestion)) && !brought.has(identity),
    ),
    talk: plan.talk
      .map((talk) => ({
        ...talk,
        // A thread that this person may not see is answered by nobody of theirs.
        threadId: talk.threadId !== null && threads.has(talk.threadId) ? talk.threadId : null,
        comments: talk.comments.filter((comment) => !words.has(keyOfComment(comment))),
      }))
      .filter(({ comments }) => comments.length > 0),
  };
}

/** Changes that an earlier return brought, and that nobody withdrew: those that this reader may see. */
async function broughtBefore(
  client: PrismaClient | Transaction,
  documentId: string,
  beside: Prisma.ThreadWhereInput,
): Promise<ReadonlySet<string>> {
  const returns = await client.wordReturn.findMany({
    where: { documentId },
    select: { brought: true },
  });
  // Written by an earlier return alone.
  const all = returns.flatMap(({ brought }) => JSON.parse(brought) as readonly BroughtChange[]);
  const standing = await client.thread.findMany({
    where: {
      ...beside,
      wordReturnId: { not: null },
      suggestion: { is: { state: { not: "withdrawn" } } },
    },
    select: { id: true },
  });
  const ids = new Set(standing.map(({ id }) => id));
  return new Set(all.filter(({ threadId }) => ids.has(threadId)).map(({ identity }) => identity));
}

function uniqueChanges(changes: readonly PlannedChange[]): PlannedChange[] {
  return [...new Map(changes.map((change) => [change.identity, change])).values()];
}

function hashOf({ baseHash, proposedHash }: { baseHash: string; proposedHash: string }): string {
  return `${baseHash}${proposedHash}`;
}

function keyOfComment({
  author,
  at,
  text,
}: {
  readonly author: string | null;
  readonly at: string | null;
  readonly text: string;
}): string {
  const instant = Date.parse(at ?? "");
  return JSON.stringify([author ?? "", Number.isNaN(instant) ? null : instant, text]);
}

/**
 * How many of the changes fit: an import has a bound of its own (M29), and the open ones beside a document
 * stay as many as people can decide.
 */
export async function roomFor(
  client: PrismaClient | Transaction,
  documentId: string,
  changes: readonly PlannedChange[],
): Promise<number> {
  const open = await client.suggestion.aggregate({
    where: { thread: { documentId }, state: "open" },
    _sum: { bytes: true },
    _count: true,
  });
  const all = await client.suggestion.aggregate({
    where: { thread: { documentId } },
    _sum: { bytes: true },
  });
  const { suggestions, suggestionBytes } = WORD_RETURN_LIMITS;
  const most = Math.min(suggestions, MARGIN_LIMITS.openSuggestions - open._count);
  const mostBytes = Math.min(
    suggestionBytes,
    MARGIN_LIMITS.openSuggestionBytes - (open._sum.bytes ?? 0),
    MARGIN_LIMITS.allSuggestionBytes - (all._sum.bytes ?? 0),
  );
  let [fitting, bytes] = [0, 0];
  for (const { suggestion } of changes) {
    bytes += suggestion.bytes;
    if (fitting >= most || bytes > mostBytes) break;
    fitting += 1;
  }
  return fitting;
}

/** The organizations in whose own talk the actor may put it. */
export function scopesOf(actor: Actor, { facts }: LoadedDocument): string[] {
  return threadOrganizations(actor, facts.matter).filter((id) => mayComment(actor, facts, id).ok);
}

const NOT_ITS_OWN =
  "This file did not leave from this document. Choose the text that it was made from.";
const NOT_KEPT =
  "The text that left with this file is not kept any more, so it can’t be compared exactly. Nothing was brought in; choose another text of the document to compare it with.";
