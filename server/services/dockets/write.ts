import { writeParties, type DocketDetails } from "#app/document/details/docket.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { detailsOfDocket } from "./load.ts";

/** The limit for one matter; each is a lawsuit. */
const MAX_DOCKETS = 100;

/** A docket's facts as columns. */
function docketColumns({ plaintiffs, defendants, ...columns }: DocketDetails) {
  return { ...columns, parties: writeParties({ plaintiffs, defendants }) };
}

/**
 * Writes a new docket in an open transaction, with its audit line. Refuses more than the limit. The
 * caller has checked the permission.
 */
export async function writeDocket(
  tx: Transaction,
  at: Date,
  docket: {
    readonly id: string;
    readonly matterId: string;
    readonly facts: DocketDetails;
    readonly enforces: readonly string[];
    readonly actorId: string;
  },
): Promise<Outcome<void>> {
  const { id, matterId, facts, enforces, actorId } = docket;
  if ((await tx.docket.count({ where: { matterId } })) >= MAX_DOCKETS) {
    return refuse("bad-input", `A matter has at most ${MAX_DOCKETS} dockets. Nothing was saved.`);
  }
  // Picks the columns: a caption passed in may have more properties than a docket.
  const { court, district, division, judge, caseNumber, plaintiffs, defendants } = facts;
  const { filedOn, servedOn, answerDueOn } = facts;
  const kept = { court, district, division, judge, caseNumber, plaintiffs, defendants };
  const all = { ...kept, filedOn, servedOn, answerDueOn };
  await tx.docket.create({
    data: {
      id,
      matterId,
      ...docketColumns(all),
      revision: 1,
      createdById: actorId,
      createdAt: at,
      enforces: { create: enforces.map((documentId) => ({ documentId })) },
    },
  });
  await appendEvent(tx, at, {
    type: "docket.created",
    actorId,
    matterId,
    details: { docketId: id, ...all, enforces },
  });
  return done();
}

/**
 * Deletes a docket that a document has left, if nothing is recorded besides its caption: no
 * document, no filing that it enforces, no entry, no judge, number or date. The audit record keeps
 * its content.
 */
export async function deleteIfEmpty(
  tx: Transaction,
  at: Date,
  docketId: string,
  actorId: string,
): Promise<void> {
  const row = await tx.docket.findUniqueOrThrow({
    where: { id: docketId },
    include: { _count: { select: { documents: true, enforces: true, events: true } } },
  });
  const details = detailsOfDocket(row);
  const { judge, caseNumber, filedOn, servedOn, answerDueOn } = details;
  const recorded = [judge, caseNumber, filedOn, servedOn, answerDueOn].some(
    (said) => said !== null,
  );
  const { documents, enforces, events } = row._count;
  if (recorded || documents + enforces + events > 0) return;
  await tx.docket.delete({ where: { id: docketId } });
  await appendEvent(tx, at, {
    type: "docket.deleted",
    actorId,
    matterId: row.matterId,
    details: { docketId, ...details },
  });
}

/**
 * Changes a docket in an open transaction, with an audit line that has the changes. Returns whether
 * anything changed.
 */
export async function changeDocket(
  tx: Transaction,
  at: Date,
  docketId: string,
  change: {
    readonly facts: Partial<DocketDetails>;
    readonly enforces?: readonly string[];
    readonly actorId: string;
  },
): Promise<boolean> {
  const row = await tx.docket.findUniqueOrThrow({
    where: { id: docketId },
    include: { enforces: { select: { documentId: true }, orderBy: { documentId: "asc" } } },
  });
  const details = detailsOfDocket(row);
  const before = { ...details, enforces: row.enforces.map(({ documentId }) => documentId) };
  const after = {
    ...details,
    ...change.facts,
    enforces: (change.enforces ?? before.enforces).toSorted(),
  };
  const parts = (Object.keys(after) as (keyof typeof after)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  if (parts.length === 0) return false;
  const { enforces, ...columns } = after;
  await tx.docket.update({
    where: { id: docketId },
    data: { ...docketColumns(columns), revision: { increment: 1 } },
  });
  if (parts.includes("enforces")) {
    await tx.docketFiling.deleteMany({ where: { docketId } });
    await tx.docketFiling.createMany({
      data: enforces.map((documentId) => ({ docketId, documentId })),
    });
  }
  await appendEvent(tx, at, {
    type: "docket.edited",
    actorId: change.actorId,
    matterId: row.matterId,
    details: {
      docketId,
      before: Object.fromEntries(parts.map((part) => [part, before[part]])),
      after: Object.fromEntries(parts.map((part) => [part, after[part]])),
    },
  });
  return true;
}
