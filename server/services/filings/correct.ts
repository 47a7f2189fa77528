import canonicalize from "canonicalize";
import { correctFilingForm } from "#app/domain/forms/filing.ts";
import { AGENCY_EVENT_LABELS, effectiveEvents } from "#app/domain/agency-record/event.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
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
    const before = await tx.filing.findUnique({
      where: { documentId },
      select: { zone: true, filedOn: true },
    });
    const { confirmation = null, zone = before?.zone ?? null } = form;
    const facts = { ...form, zone, confirmation };
    const possible = before && (await refuseAfterItsRecord(tx, documentId, before, form.filedOn));
    if (possible) return possible;
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

/**
 * Refuses to move a filing behind what is recorded to have become of it: its clock could not be
 * counted then. Null where it may move.
 */
async function refuseAfterItsRecord(
  tx: Transaction,
  documentId: string,
  { filedOn }: { readonly filedOn: string },
  corrected: string,
): Promise<Outcome<never> | null> {
  if (corrected <= filedOn) return null;
  const recorded = (await agencyEventsOf(tx, [documentId])).get(documentId) ?? [];
  const days = effectiveEvents(recorded).flatMap(({ event }) =>
    [event.dated, event.sent, event.received].flatMap((day) =>
      day === null ? [] : [{ day, kind: event.kind }],
    ),
  );
  const [first] = days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  if (!first || first.day >= corrected) return null;
  const sentence = `“${AGENCY_EVENT_LABELS[first.kind].name}” is recorded for ${writtenDay(first.day)}, and nothing on the record comes before the filing. Correct that event first, or this day.`;
  return refuse("bad-input", undefined, { filedOn: sentence });
}
