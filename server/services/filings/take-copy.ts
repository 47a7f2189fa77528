import type { Actor } from "#app/domain/actor.ts";
import { refuseOtherCopy } from "#app/domain/filing-copy.ts";
import { wrongStatus } from "#app/domain/document-steps.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import { command, taking } from "#server/services/command.ts";
import { documentFor, documentTo } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { refuseWhoLeft } from "#server/services/reviews/who-left.ts";
import { storedPdf } from "./filed-pdf.ts";
import { storedCopy } from "./stored-copy.ts";
import type { PdfFile } from "./views.ts";

/**
 * The second of three steps (L21): downloads the filing copy, byte for byte as stored, for the
 * person who files it with the agency or court. The time of the first download is recorded. After
 * confirmation it is the filed PDF; a void copy can't be downloaded.
 */
export async function takeFilingCopy(
  resources: Resources,
  actor: Actor,
  documentId: string,
  copyId: string,
): Promise<Outcome<PdfFile>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.file", documentId);
  if (!found.ok) return found;
  const stored = await storedCopy(resources, documentId, copyId, "handed out");
  if (!stored.ok) return stored;
  const taken = await markTaken(resources, actor, documentId, copyId);
  if (!taken.ok) return taken;
  const { pdfName: name, pdfHash } = stored.value;
  // The first download has its own audit line.
  if (!taken.value.isFirst) {
    await recordDownload(resources, {
      actorId: actor.userId,
      matterId: found.value.row.matterId,
      documentId,
      details: { what: "filing copy", pdfHash },
    });
  }
  const copy = { sha256: pdfHash, name, filed: taken.value.isFiled, about: { documentId, copyId } };
  return done(await storedPdf(resources, copy));
}

const markTaken = command({
  on: documentTo("document.file"),
  takes: taking<[copyId: string]>(),
  async run(inside) {
    const { tx, at, actor, key, extra } = inside;
    const [documentId] = key;
    const [copyId] = extra;
    const state = await loadState(tx, documentId);
    if (!state) return refuse("not-found");
    const copy = await tx.filingCopy.findUnique({
      where: { id: copyId },
      select: { confirmedAt: true, takenAt: true },
    });
    if (copy?.confirmedAt && "filing" in state) return done({ isFiled: true, isFirst: false });
    if (state.status !== "approved") return wrongStatus("take-filing-copy", state.status);
    const other = refuseOtherCopy(state.copy, copyId);
    if (other) return other;
    const present = await refuseWhoLeft(
      tx,
      { documentId, versionId: state.version.versionId },
      "Nothing was handed out. If it is not filed yet, discard the copy, and have a drafter reopen the text; if it was, confirm the day.",
    );
    if (!present.ok) return present;
    if (copy?.takenAt) return done({ isFiled: false, isFirst: false });
    const taken = await takeStep(inside, documentId, {
      event: { type: "take-filing-copy", by: actor.userId, at, copyId },
      also: async () => {
        await tx.filingCopy.update({ where: { id: copyId }, data: { takenAt: at } });
      },
      lines: () => [{ type: "document.filing-copy-taken", details: { copyId } }],
    });
    return taken.ok ? done({ isFiled: false, isFirst: true }) : taken;
  },
});
