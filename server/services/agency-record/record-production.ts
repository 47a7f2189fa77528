import { productionForm, retractProductionForm } from "#app/domain/agency-record/form.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { agencyEventsOf } from "./events.ts";
import { agencyEventTo } from "./load.ts";
import { holds } from "./write.ts";

/**
 * Records the release of records with a letter (L18), as the letter counts them, even
 * inconsistently.
 */
export const recordProduction = command({
  on: agencyEventTo("agency-record.record-production"),
  form: productionForm,
  async run({ tx, at, ids, actor, found: { row, filing, event }, form, record }) {
    const today = dateOfFilings(at);
    if (form.dated > today) {
      return refuse("bad-input", undefined, {
        dated: `${writtenDay(form.dated)} is still to come: a release is recorded once it is there.`,
      });
    }
    if (form.dated < filing.filedOn) {
      return refuse("bad-input", undefined, {
        dated: `The request was filed on ${writtenDay(filing.filedOn)}; nothing was released before that.`,
      });
    }
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, event.id)) return refuse("stale");
    const production = {
      number: form.number ?? null,
      dated: form.dated,
      batesFrom: form.batesFrom ?? null,
      batesTo: form.batesTo ?? null,
      pagesFull: form.pagesFull ?? null,
      pagesPart: form.pagesPart ?? null,
      pagesWithheld: form.pagesWithheld ?? null,
      pagesReviewed: form.pagesReviewed ?? null,
      note: form.note ?? "",
    };
    const productionId = ids();
    await tx.production.create({
      data: {
        id: productionId,
        documentId: row.id,
        eventId: event.id,
        ...production,
        recordedById: actor.userId,
        recordedAt: at,
      },
    });
    await record({
      type: "agency-record.recorded",
      details: { what: "production", productionId, eventId: event.id, ...production },
    });
    return done({ productionId });
  },
});

/** Retracts a production; its audit line stays. */
export const retractProduction = command({
  on: agencyEventTo("agency-record.record-production"),
  form: retractProductionForm,
  async run({ tx, at, found: { event }, form: { productionId }, record }) {
    const { count } = await tx.production.updateMany({
      where: { id: productionId, eventId: event.id, retractedAt: null },
      data: { retractedAt: at },
    });
    if (count === 0) return refuse("stale");
    await record({
      type: "agency-record.corrected",
      details: { what: "production", eventId: event.id, productionId, isRetracted: true },
    });
    return done();
  },
});
