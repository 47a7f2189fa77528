import canonicalize from "canonicalize";
import { correctFilingForm } from "#app/domain/forms/filing.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { syncDocketFromCorrection } from "#server/services/dockets/sync-from-filing.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { takeStep } from "#server/services/reviews/step.ts";

/**
 * Corrects mistyped details of a filing; the former values are kept and shown beside them. The PDF
 * remains the filed bytes.
 */
export const correctFiling = command({
  on: documentTo("document.correct-filing"),
  form: correctFilingForm,
  async run(inside) {
    const { tx, at, ids, actor, key, form } = inside;
    const [documentId] = key;
    const before = await tx.filing.findUnique({ where: { documentId }, select: { zone: true } });
    const { confirmation = null, zone = before?.zone ?? null } = form;
    const facts = { ...form, zone, confirmation };
    const correctionId = ids();
    const corrected = await takeStep(inside, documentId, {
      event: { type: "correct-filing", by: actor.userId, at, facts },
      also: async (after, recordedAs) => {
        const correction = "corrections" in after ? after.corrections.at(-1) : undefined;
        if (!correction || !("filing" in after)) throw new Error("a correction left no trace");
        const { filedOn, zone, method, addressee, confirmation } = after.filing;
        await tx.filing.update({
          where: { documentId },
          data: { filedOn, zone, method, addressee, confirmation },
        });
        const mistyped = correction.before.filedOn;
        if (mistyped !== undefined) {
          const day = { before: mistyped, after: filedOn, by: actor.userId };
          await syncDocketFromCorrection(tx, at, documentId, day);
        }
        await tx.filingCorrection.create({
          data: {
            id: correctionId,
            documentId,
            recordedAs,
            byId: actor.userId,
            at,
            before: canonicalize(correction.before) ?? "{}",
            after: canonicalize(correction.after) ?? "{}",
          },
        });
      },
      lines: ({ after }) => {
        const correction = "corrections" in after ? after.corrections.at(-1) : undefined;
        return [
          {
            type: "document.filing-corrected",
            details: {
              before: { ...correction?.before },
              after: { ...correction?.after },
              correctionId,
            },
          },
        ];
      },
    });
    return corrected.ok ? done() : corrected;
  },
});
