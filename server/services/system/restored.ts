import type { Database } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { endWaiting } from "#server/services/webhooks/end-waiting.ts";
import type { ChainHead } from "#app/domain/audit-event.ts";

const BEFORE_THE_PROJECT = Date.UTC(2020, 0, 1);

/**
 * The generation that a restore at this time gives to drafts: seconds since 2020. Not the backup's
 * plus one: the draft may have been reopened since the backup, and pages still open from that time
 * would have the same number (R17).
 */
export function generationAfterRestore(at: Date): number {
  return Math.max(1, Math.floor((at.getTime() - BEFORE_THE_PROJECT) / 1000));
}

/** The statement that raises every document's generation, on either database. */
export function raiseGenerations(at: Date, table = `"Document"`): string {
  const generation = generationAfterRestore(at);
  return `UPDATE ${table} SET "generation" = CASE WHEN "generation" < ${generation} THEN ${generation} ELSE "generation" + 1 END`;
}

/**
 * The follow-up of a restore, in one transaction with its audit line. Every document's generation
 * is raised, even where it is not open now: a page with later edits must never merge them into the
 * restored draft. Every session and half-done sign-in, every address for answers by e-mail and for a
 * calendar, every token of a program, every guest's link, invitation and link to a new password, and every
 * change of address that waits ends, and every webhook is switched off: the backup doesn't know who has
 * since signed out, lost a role, changed a password, or used, revoked, ended or removed one, and the old ones
 * would be valid again.
 */
export async function markRestored(
  { database, clock }: { database: Database; clock: () => Date },
  backup: { readonly takenAt: string; readonly record: ChainHead },
): Promise<{ documents: number }> {
  return database.write(async (tx) => {
    const at = clock();
    const documents = await tx.$executeRawUnsafe(raiseGenerations(at));
    // Edits of the new generations are not merged with those of the old ones.
    await tx.$executeRawUnsafe(
      `UPDATE "DraftBase" SET "mergedTo" = (SELECT "sequence" FROM "Document" WHERE "id" = "documentId")`,
    );
    await tx.session.deleteMany();
    await tx.replyAddress.deleteMany();
    await tx.apiToken.deleteMany();
    await tx.ceremony.deleteMany();
    const open = { where: { revokedAt: null }, data: { revokedAt: at } };
    await tx.calendarFeed.updateMany(open);
    await tx.accountLink.updateMany({ ...open, where: { ...open.where, usedAt: null } });
    await tx.invitation.updateMany({ ...open, where: { ...open.where, acceptedAt: null } });
    await tx.addressChange.updateMany({ where: { endedAt: null }, data: { endedAt: at } });
    await tx.guestLink.updateMany({
      where: { endedAt: null },
      data: { endedAt: at, endedById: null },
    });
    await tx.webhook.updateMany({
      where: { offAt: null },
      data: { offAt: at, offWhy: "restored" },
    });
    await endWaiting(tx, { problem: NOT_SENT });
    await appendEvent(tx, at, {
      type: "workspace.restored",
      actorId: null,
      details: {
        backupOf: backup.takenAt,
        recordStoodAt: backup.record.sequence,
        documents,
      },
    });
    return { documents };
  });
}

const NOT_SENT =
  "It waited when the backup was taken. It was not sent again after the restore, since it may have arrived by then.";
