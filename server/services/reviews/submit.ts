import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { incompletePartsSentence } from "#app/document/completeness.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import type { Candidate } from "#server/services/versions/content.ts";
import { MOVED, pin, writeVersion, type Moved } from "#server/services/versions/pin.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { setFiledPages } from "#server/services/filings/pages.ts";
import { loadState } from "./state.ts";

/** What was submitted. */
export interface Submitted {
  readonly versionId: string;
  readonly number: number;
  readonly hash: string;
}

/**
 * Pins a version of exactly what is committed (R16) and freezes the draft for review. Refused while a
 * required organization has no reviewer, and `text-incomplete` for a text that could not be filed as
 * it stands: who signs must never sign what can't be printed.
 */
export async function submitForReview(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<Submitted>> {
  const { database, rooms } = resources;
  const found = await documentFor(database.client, actor, "document.submit", documentId);
  if (!found.ok) return found;
  const state = await loadState(database.client, documentId);
  if (!state) return refuse("not-found");
  // Asked before any page is set, as setting takes its time; and again inside.
  const possible = transition(state, {
    type: "submit",
    by: actor.userId,
    at: resources.clock(),
    version: NOT_MADE_YET,
    organizationsWithReviewer: await organizationsWithReviewer(database.client, found.value.facts),
    openEnds: [],
  });
  if (!possible.ok) return possible;
  const submitted = await pin(resources, documentId, {
    check: (candidate) => checkWhole(resources, actor, candidate),
    store: (tx, candidate) => freeze(resources, actor, tx, candidate),
  });
  if (submitted.ok) rooms.statusChanged(documentId);
  return submitted;
}

/** Stands for the version while it is asked whether one could be submitted at all. */
const NOT_MADE_YET = { versionId: "", hash: "" };

/**
 * Names every open end of the text at once; then sets the pages as they would be filed, so that what
 * can't be printed is said now.
 */
async function checkWhole(
  resources: Resources,
  { userId: by }: Actor,
  { content }: Candidate,
): Promise<Outcome<void>> {
  const read = await resources.texts.openEnds(content.prose, content.facts);
  if (!read.ok) return read;
  const openEnds = read.value;
  const block = openEnds.find((end) => end.block !== null)?.block;
  if (openEnds.length > 0) {
    const { refusal } = refuse("text-incomplete", incompletePartsSentence(openEnds));
    return { ok: false, refusal: block ? { ...refusal, block } : refusal };
  }
  // The number is filled in at filing, and so its absence is no gap now.
  const caseNumber = "[case number]";
  const date = dateOfFilings(resources.clock());
  const set = await setFiledPages(resources, content, {
    by,
    filing: { date, caseNumber, signatures: [] },
  });
  return set.ok ? done() : set;
}

async function freeze(
  { clock, ids }: Resources,
  actor: Actor,
  tx: Transaction,
  candidate: Candidate,
): Promise<Outcome<Submitted> | Moved> {
  const { documentId, at, hash } = candidate;
  // Again, inside: who may, the status, the required organizations and their reviewers.
  const document = await documentFor(tx, actor, "document.submit", documentId);
  if (!document.ok) return document;
  const { row, facts } = document.value;
  const still = await reauthorize(tx, actor, "document.submit", { document: facts });
  if (!still.ok) return still;
  const before = await loadState(tx, documentId);
  if (!before) return refuse("not-found");
  const now = clock();
  const versionId = ids();
  const after = transition(before, {
    type: "submit",
    by: actor.userId,
    at: now,
    version: { versionId, hash },
    organizationsWithReviewer: await organizationsWithReviewer(tx, facts),
    // The pages were set as they would be filed, and the typesetter refuses every open end.
    openEnds: [],
  });
  if (!after.ok) return after;
  const { sequence, generation, factsRevision, title } = at;
  const { count } = await tx.document.updateMany({
    where: { id: documentId, status: "draft", sequence, generation, factsRevision, title },
    data: { status: after.value.status, statusAt: now, pinnedVersionId: versionId },
  });
  if (count === 0) return MOVED;
  const number = await writeVersion(tx, candidate, {
    id: versionId,
    name: null,
    createdById: actor.userId,
    createdAt: now,
  });
  await appendEvent(tx, now, {
    type: "document.submitted",
    actorId: actor.userId,
    matterId: row.matterId,
    documentId,
    details: { versionId, number, hash, sequence, generation },
  });
  return done({ versionId, number, hash });
}

/** The document's required organizations in which somebody is a reviewer. */
async function organizationsWithReviewer(
  client: PrismaClient | Transaction,
  { requiredOrganizationIds }: DocumentSubject,
): Promise<Set<string>> {
  const places = await client.membership.findMany({
    where: {
      organizationId: { in: [...requiredOrganizationIds] },
      roles: { some: { role: "reviewer" } },
    },
    select: { organizationId: true },
  });
  return new Set(places.map(({ organizationId }) => organizationId));
}
