import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadsAnswer, ThreadView } from "#app/document/margin/thread-view.ts";
import { may, mayComment, threadOrganizations } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor, type LoadedDocument } from "#server/services/documents/load.ts";
import { openGuestsAt } from "#server/services/guests/open.ts";
import { partiesHere } from "#server/services/matters/parties.ts";
import type { Resources } from "#server/services/resources.ts";
import { wholeThreads, type ThreadRow } from "./load.ts";
import { visibleThreads } from "./scope.ts";
import { threadViews } from "./views.ts";

/** Threads per query. */
const PAGE = 40;
/** About what a thread costs in an answer, each of its comments, and each person whom one names. */
const COSTS = { thread: 1_000, comment: 300, mention: 120 } as const;

/** The threads beside a document that the actor may see: all of them, or those with these ids. */
export async function showThreads(
  { database: { client }, clock }: Resources,
  actor: Actor,
  documentId: string,
  ids?: readonly string[],
): Promise<Outcome<ThreadsAnswer>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const { threads, rest } = await readThreads(client, actor, found.value, ids);
  const parties = await partiesHere(client, row.matter);
  const own = new Set(threadOrganizations(actor, subject.matter));
  const people = new Map<string, ThreadsAnswer["people"][number]>();
  for (const { id, shortName, colour, people: members } of parties) {
    for (const { userId, name, roles } of members) {
      if (roles.length === 0) continue;
      const known = people.get(userId);
      people.set(userId, {
        userId,
        name,
        organization: known?.organization ?? shortName,
        colour: known?.colour ?? colour,
        organizationIds: [...(known?.organizationIds ?? []), id],
      });
    }
  }
  const scopes = parties
    .filter(({ id }) => own.has(id) && mayComment(actor, subject, id).ok)
    .map(({ id, shortName }) => ({ id, shortName }));
  const guests = await client.guestLink.findMany({
    where: { documentId, ...openGuestsAt(clock()) },
    select: { name: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return done({
    threads,
    rest,
    people: [...people.values()],
    scopes,
    may: {
      comment: may(actor, "document.comment", { document: subject }).ok,
      decide: may(actor, "document.decide-suggestion", { document: subject }).ok,
      ...(guests.length > 0 ? { guests: guests.map(({ name }) => name) } : {}),
    },
  });
}

/**
 * Threads in the order in which they began; the latest changed ones first into the answer, until it is
 * full. Of suggestions it has their heads (M29).
 */
export async function readThreads(
  client: PrismaClient,
  actor: Actor,
  document: LoadedDocument,
  ids?: readonly string[],
): Promise<{ readonly threads: ThreadView[]; readonly rest: string[] }> {
  const where = {
    documentId: document.row.id,
    ...(ids && { id: { in: [...ids] } }),
    ...visibleThreads(actor, document.subject.matter),
  };
  const all = await client.thread.findMany({
    where,
    select: { id: true },
    orderBy: [{ changedAt: "desc" }, { id: "asc" }],
  });
  const fitting: ThreadRow[] = [];
  let size = 0;
  let next = 0;
  for (let isFull = false; next < all.length && !isFull;) {
    const ids = all.slice(next, next + PAGE).map(({ id }) => id);
    // Asked again: a thread may have been taken from the reader's sight meanwhile.
    const rows = await wholeThreads(client, { ...where, id: { in: ids } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = byId.get(id);
      size += row ? sizeOf(row) : 0;
      isFull = size > MARGIN_LIMITS.answerBytes && fitting.length > 0;
      if (isFull) break;
      if (row) fitting.push(row);
      next += 1;
    }
  }
  const threads = await threadViews(client, actor, document, fitting);
  threads.sort(
    (one, other) => one.createdAt.localeCompare(other.createdAt) || one.id.localeCompare(other.id),
  );
  return { threads, rest: all.slice(next).map(({ id }) => id) };
}

/** About the bytes of a thread in an answer. */
function sizeOf({ comments, suggestion }: ThreadRow): number {
  const said = comments.map(
    ({ text, mentions }) => text.length + COSTS.comment + mentions.length * COSTS.mention,
  );
  const head = (suggestion?.summary.length ?? 0) + (suggestion?.blockIds.length ?? 0);
  return said.reduce((sum, each) => sum + each, COSTS.thread + head);
}
