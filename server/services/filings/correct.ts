import canonicalize from "canonicalize";
import type { Actor } from "../../../app/domain/actor";
import { correctFilingForm } from "../../../app/domain/forms/filing";
import { done, type Outcome } from "../../../app/domain/refusal";
import { learnFromCorrection } from "../dockets/learn";
import { documentFor } from "../documents/load";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { takeStep } from "../reviews/step";
import { stillMay } from "../still-may";
import { dateOfFilings } from "./day";

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
    permit: (tx, document) => stillMay(tx, actor, "document.correct-filing", { document }),
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
