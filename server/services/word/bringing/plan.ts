import type { Actor } from "#app/domain/actor.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { documentFor, type LoadedDocument } from "#server/services/documents/load.ts";
import { migratedOnly } from "#server/services/documents/migrated.ts";
import type { Resources } from "#server/services/resources.ts";
import {
  readableDraft,
  readContent,
  type StoredContent,
} from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import type { ThreadReaders } from "#server/services/threads/scope.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { ComparedWith, PrintedPage } from "#server/word/bring/task.ts";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { contentOf, waitingFile, type WaitingWordFile } from "./arrival.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import { earlierAdditions } from "./earlier.ts";
import { inPieces, notHereYet, scopesOf, type FreshReturn } from "./fresh.ts";
import { originOf, type KnownOrigin } from "./origin.ts";
import { readersOf, type ReturnReaders } from "./readers.ts";
import { roomsFor } from "./room.ts";

/** A file compared with one text of the document that it would come into. */
interface PlannedReturn extends FreshReturn {
  readonly arrival: WaitingWordFile;
  readonly document: LoadedDocument;
  /** Set where the file left from this very document. */
  readonly origin: KnownOrigin | null;
  readonly text: string;
  /** Whether the text that left is not kept any more, and another is compared instead. */
  readonly isTextLost: boolean;
  readonly plan: WordPlan;
  readonly known: number;
  /** How many of the changes come in at once, by who sees them: null for everybody. */
  readonly rooms: ReadonlyMap<string | null, number>;
  readonly seen: string;
  readonly readers: ReturnReaders;
}

/**
 * Compares a file that waits with the text of a document that it was made from, and with the draft as it
 * stands. Reads alone.
 * @param asked "export", "draft" or the number of a version; the text that left where it is left out. And for
 * whom it comes in: what others alone see is no part of what it is compared with (M2).
 */
export async function plannedReturn(
  resources: Resources,
  actor: Actor,
  documentId: string,
  {
    arrivalId,
    asked,
    readers: askedReaders,
  }: {
    readonly arrivalId: string;
    readonly asked: string | undefined;
    readonly readers: ThreadReaders | undefined;
  },
): Promise<Outcome<PlannedReturn>> {
  const { client } = resources.database;
  const document = await documentFor(client, actor, "document.view", documentId);
  if (!document.ok) return document;
  const arrival = await waitingFile(client, actor, arrivalId, resources.clock());
  if (!arrival.ok) return arrival;
  const { matterId } = document.value.row;
  const origin = await originOf(client, actor, arrival.value.told.code, { matterId });
  const mine = origin?.document.row.id === documentId ? origin : null;
  const readers = await readersOf(client, actor, document.value, {
    origin: mine,
    wanted: askedReaders,
  });
  if (!readers.ok) return readers;
  const { chosen } = readers.value;
  const first = asked ?? (mine ? "export" : "draft");
  const migrated = await migratedOnly(client, documentId);
  if (!migrated.ok) return migrated;
  const now = await resources.drafts.prose(documentId);
  if (!now.ok) return now;
  const draft = now.value.prose.content;
  const content = await contentOf(client, arrivalId);
  const earlier = await earlierAdditions(client, document.value, mine?.record.id ?? null, chosen);
  const compared = async (text: string): Promise<Outcome<ComparedFile>> => {
    const chosen = await chosenText(resources, actor, document.value, {
      text,
      origin: mine,
      draft,
    });
    if (!chosen.ok) return chosen;
    const page = mine
      ? pageThatLeft(mine.record)
      : await printedIn(resources, documentId, numberOf(text));
    const left = page === null ? chosen.value.left : { ...chosen.value.left, page };
    const plan = await resources.wordFiles.plan(
      { content, left, draft, earlier },
      queueKeyOf(actor),
    );
    return plan.ok ? done({ text, told: chosen.value.told, plan: plan.value }) : plan;
  };
  const wanted = await compared(first);
  const isGone = first === "export" && !wanted.ok && wanted.refusal.code === "not-found";
  if (isGone && asked !== undefined) return refuse("not-found", NOT_KEPT);
  const planned = isGone ? await compared("draft") : wanted;
  if (!planned.ok) return planned;
  const { text, told } = planned.value;
  const fates = planned.value.plan.fates.filter(({ threadId }) => told.has(threadId));
  const plan = { ...planned.value.plan, fates };
  const isKnown = text === "export";
  const among = { plan, isKnown, readers: chosen };
  const { rooms, ...fresh } = await freshReturn(client, actor, document.value, among);
  const all =
    plan.changes.length + plan.talk.flatMap(({ comments }) => comments.flatMap(inPieces)).length;
  const known = all - fresh.changes.length - commentsIn(fresh.talk) - fresh.withheld;
  return done({
    arrival: arrival.value,
    document: document.value,
    origin: mine,
    text,
    isTextLost: isGone,
    plan,
    ...fresh,
    known,
    rooms,
    seen: seenOf(text, plan, fresh, rooms),
    readers: readers.value,
  });
}

/** A file compared with one of the texts that it can be compared with. */
interface ComparedFile {
  readonly text: string;
  readonly told: ReadonlySet<string>;
  readonly plan: WordPlan;
}

/** Finds the new part of a plan, and how much of it fits now. */
export async function freshReturn(
  client: PrismaClient | Transaction,
  actor: Actor,
  document: LoadedDocument,
  {
    plan,
    ...known
  }: { readonly plan: WordPlan; readonly isKnown: boolean; readonly readers: ThreadReaders },
): Promise<FreshReturn & Pick<PlannedReturn, "rooms">> {
  const fresh = await notHereYet(client, actor, document, plan, known);
  const all = mayComment(actor, document.subject, null).ok ? [null] : [];
  const scopes = [...all, ...scopesOf(actor, document)];
  return { ...fresh, rooms: await roomsFor(client, document.row.id, scopes, fresh.changes) };
}

/** The key of all that a page shows of what would come in. */
export function seenOf(
  text: string,
  { fates }: Pick<WordPlan, "fates">,
  { changes, talk }: FreshReturn,
  rooms: PlannedReturn["rooms"],
): string {
  // New paragraphs may get other ids each time.
  const shown = changes.map(({ identity, suggestion }) => [identity, suggestion.summary]);
  return sha256(JSON.stringify([text, shown, [...rooms], talk, fates]));
}

function numberOf(text: string): number | null {
  return text === "draft" ? null : Number(text);
}

/** The details that the file printed when it left, whatever they are now. */
function pageThatLeft({ page }: KnownOrigin["record"]): PrintedPage {
  // Written by the export alone.
  return JSON.parse(page) as PrintedPage;
}

/**
 * The details that are printed in a version, or in the draft as it is: what a file of these would print.
 * @param number the version's; null for the draft.
 */
async function printedIn(
  resources: Resources,
  documentId: string,
  number: number | null,
): Promise<PrintedPage | null> {
  if (number !== null) {
    const stored = await storedVersion(resources, documentId, { number });
    return stored.ok ? printedOf(stored.value.content) : null;
  }
  const draft = await readableDraft(resources, documentId);
  return draft.ok ? printedOf(readContent(draft.value.text)) : null;
}

function printedOf({ facts, layoutProfile }: StoredContent): PrintedPage {
  return { facts, layoutProfile };
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
  if (!left.ok) return left;
  const { told, threadOf, content, recorded, ...rest } = left.value;
  // A worker takes the keys from the record.
  const blocks = content.map((node) => ({ node, key: null }));
  const sent = { ...rest, blocks, told };
  return done({ left: { sent, recorded, threadOf: [...threadOf] }, told });
}

interface ChosenBy {
  readonly text: string;
  readonly origin: KnownOrigin | null;
  readonly draft: readonly ProseNode[];
}

const NOT_ITS_OWN =
  "This file did not leave from this document. Choose the text that it was made from.";
const NOT_KEPT =
  "The text that left with this file is not kept any more, so it can’t be compared exactly. Nothing was brought in; choose another text of the document to compare it with.";
