import type { DocumentState } from "#app/domain/document-state.ts";
import type { SignOff } from "#app/domain/sign-off.ts";
import type { Transaction } from "#server/database/index.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { writeRequired } from "#server/services/documents/write-required.ts";

/** The ids of the rows that one step writes besides the document's. */
export interface StepRows {
  readonly signOffId: string;
  readonly returnId: string;
}

/** New ids for the rows of one step, each generated on first use: most steps need one. */
export function stepRows(ids: () => string): StepRows {
  let signOffId: string | undefined;
  let returnId: string | undefined;
  return {
    get signOffId() {
      return (signOffId ??= ids());
    },
    get returnId() {
      return (returnId ??= ids());
    },
  };
}

/**
 * Writes what a step in a document's life has changed, and nothing else: status and generation, new
 * decisions, voided signatures, how it returned to draft, the required organizations. The service
 * that files writes the filing, since it has the bytes.
 */
export async function writeState(
  tx: Transaction,
  at: Date,
  steps: {
    readonly before: DocumentState;
    readonly after: DocumentState;
    /** The person who takes the step. */
    readonly by: string;
    /** The step's audit line, by which decisions and returns are ordered. */
    readonly recordedAs: number;
    /** Ids for the rows that it may write, which the audit line names. */
    readonly rows: StepRows;
  },
): Promise<void> {
  const { before, after, recordedAs, rows } = steps;
  const { documentId } = after;
  await writeStatus(tx, at, steps);
  if (!sameRequired(before, after)) await writeRequired(tx, documentId, after.required);
  const [signOff, ...more] = after.signOffs.slice(before.signOffs.length);
  if (more.length > 0) throw new Error("a step is one decision at most");
  if (signOff) {
    const row = { id: rows.signOffId, documentId, recordedAs, ...signOffRow(signOff) };
    await tx.signOff.create({ data: row });
  }
  const voided = after.signOffs.find(
    ({ voided: now }, index) => now && !before.signOffs[index]?.voided,
  )?.voided;
  if (voided) {
    // The domain voids every standing approval, and there can be none of a later version.
    await tx.signOff.updateMany({
      where: { documentId, decision: "approved", voidedAt: null },
      data: { voidedAt: voided.at, voidedBecause: voided.because },
    });
  }
  if (after.status === "draft" && before.status !== "draft" && after.returned) {
    if (before.status === "approved" && before.copy) {
      // Its pages belong to an approval that is now void. It is kept, and can't be filed any more.
      await tx.filingCopy.update({
        where: { id: before.copy.id },
        data: { voidedAt: at, voidedBecause: after.returned.because, voidedById: steps.by },
      });
    }
    const { because, version, reason, by, at: when } = after.returned;
    await tx.returnToDraft.create({
      data: {
        id: rows.returnId,
        documentId,
        recordedAs,
        versionId: version.versionId,
        because,
        reason,
        byId: by,
        at: when,
      },
    });
    // Its docket or its matter may have changed while the details were pinned.
    await mergeDrafts(tx, { id: documentId }, { actorId: steps.by, at, follows: "draft" });
  }
}

async function writeStatus(
  tx: Transaction,
  at: Date,
  { before, after }: { readonly before: DocumentState; readonly after: DocumentState },
): Promise<void> {
  const { documentId, status, generation } = after;
  if (status === before.status && generation === before.generation) return;
  await tx.document.update({
    where: { id: documentId },
    data: {
      status,
      generation,
      ...(status === before.status ? {} : { statusAt: at }),
      ...(status === "draft" ? { pinnedVersionId: null } : {}),
    },
  });
}

function sameRequired(before: DocumentState, after: DocumentState): boolean {
  const ids = new Set(before.required.map(({ organizationId }) => organizationId));
  return (
    ids.size === after.required.length &&
    after.required.every(({ organizationId }) => ids.has(organizationId))
  );
}

function signOffRow({ voided, ...signOff }: SignOff) {
  return { ...signOff, voidedAt: voided?.at ?? null, voidedBecause: voided?.because ?? null };
}
