import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { correctFilingForm } from "#app/domain/forms/filing.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { learnFromCorrection } from "#server/services/dockets/sync-from-filing.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { takeStep } from "#server/services/reviews/step.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { dateOfFilings } from "./day.ts";

/**
 * Corrects facts of a filing that were mistyped; what stood there before is kept and shown beside it.
 * The PDF stays the bytes that were filed.
 */
export async function correctFiling(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const { database, ids } = resources;
  const found = await documentFor(database.client, actor, "document.correct-filing", documentId);
  if (!found.ok) return found;
  const form = readForm(correctFilingForm, sent);
  if (!form.ok) return form;
  const facts = { ...form.value, confirmation: form.value.confirmation ?? null };
  const correctionId = ids();
  const corrected = await takeStep(resources, actor, documentId, {
    permit: (tx, document) => reauthorize(tx, actor, "document.correct-filing", { document }),
    event: (at) =>
      done({ type: "correct-filing", by: actor.userId, at, facts, today: dateOfFilings(at) }),
    also: async (tx, at, after, recordedAs) => {
      const correction = "corrections" in after ? after.corrections.at(-1) : undefined;
      if (!correction || !("filing" in after)) throw new Error("a correction left no trace");
      const { filedOn, method, addressee, confirmation } = after.filing;
      await tx.filing.update({
        where: { documentId },
        data: { filedOn, method, addressee, confirmation },
      });
      const mistyped = correction.before.filedOn;
      if (mistyped !== undefined) {
        const day = { before: mistyped, after: filedOn, by: actor.userId };
        await learnFromCorrection(tx, at, documentId, day);
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
    record: ({ after }) => {
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
}
