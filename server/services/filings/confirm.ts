import { confirmFilingForm } from "#app/domain/forms/filing.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import {
  syncDocketFromFiling,
  refuseOtherNumber,
} from "#server/services/dockets/sync-from-filing.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { refuseWhoLeft } from "#server/services/reviews/who-left.ts";
import { refuseNotApproved } from "./not-approved.ts";
import { readSignatures } from "./signatures.ts";
import { storedCopy } from "./stored-copy.ts";

/**
 * The third of three steps (L21): records that the filing copy was filed, when, in which time zone
 * and with which confirmation. The filing has exactly the copy's bytes, version, method, certifier
 * and signatures. Only this step makes the document filed. Refused if the copy was voided
 * meanwhile: both happen in transactions that run one after the other.
 */
export const confirmFiling = command({
  on: documentTo("document.file"),
  form: confirmFilingForm,
  async prepare({ resources, found: { row, subject }, form }) {
    const { client } = resources.database;
    const state = await loadState(client, row.id);
    if (state?.status !== "approved") {
      return refuseNotApproved(client, row.id, "file", subject.status);
    }
    return storedCopy(resources, row.id, form.copyId, "filed");
  },
  async run(inside) {
    const { tx, at, actor, found, form, prepared } = inside;
    const documentId = found.row.id;
    const { copyId, filedOn, zone, addressee, confirmation = null } = form;
    // Its caption printed a blank; no other document has one.
    const caseNumber = KINDS[found.subject.kind].caption ? (form.caseNumber ?? null) : null;
    const agrees = await refuseOtherNumber(tx, documentId, caseNumber);
    if (!agrees.ok) return agrees;
    const copy = await tx.filingCopy.findUnique({ where: { id: copyId } });
    const signatures = readSignatures(copy?.signatures ?? "[]");
    const present = await refuseWhoLeft(
      tx,
      { documentId, versionId: copy?.versionId ?? "" },
      "Nothing was recorded; if it is not filed yet, discard the copy, and have a drafter reopen the text. If exactly this copy was filed all the same, bring it in from the page of the matter, as a paper that was filed elsewhere.",
      // A paper that was filed before they left was filed in their name.
      filedOn,
    );
    if (!present.ok) return present;
    const filed = await takeStep(inside, documentId, {
      event: {
        type: "file",
        by: actor.userId,
        at,
        copyId,
        facts: { filedOn, zone, addressee, confirmation },
      },
      also: async (after) => {
        if (after.status !== "filed") throw new Error(`document ${documentId} was not filed`);
        const { version, by, ...filing } = after.filing;
        const { pdfName } = prepared;
        await tx.filing.create({
          data: {
            ...filing,
            documentId,
            versionId: version.versionId,
            versionHash: version.hash,
            filedById: by,
            at,
            pdfName,
            caseNumber,
          },
        });
        for (const signature of signatures) {
          await tx.filingSignature.create({ data: { documentId, ...signature } });
        }
        await tx.filingCopy.update({ where: { id: copyId }, data: { confirmedAt: at } });
        const filled = { filedOn: filing.filedOn, caseNumber, by };
        await syncDocketFromFiling(tx, at, documentId, filled);
      },
      lines: ({ after }) => {
        if (after.status !== "filed") throw new Error(`document ${documentId} was not filed`);
        const { version, by: _by, at: _at, ...filing } = after.filing;
        return [
          {
            type: "document.filed",
            details: {
              copyId,
              ...filing,
              versionId: version.versionId,
              hash: version.hash,
              pdfName: prepared.pdfName,
              caseNumber,
              signatures: signatures.map(({ signerId }) => signerId),
              consents: Object.fromEntries(
                signatures.map(({ signerId, consent }) => [signerId, consent]),
              ),
            },
          },
        ];
      },
    });
    return filed.ok ? done({ pdfHash: prepared.pdfHash }) : filed;
  },
});
