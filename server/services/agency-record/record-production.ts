import { productionForm, retractProductionForm } from "#app/domain/agency-record/form.ts";
import { itemsOfEvent } from "#app/domain/agency-record/part.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { agencyEventsOf } from "./events.ts";
import { itemsOfVersion } from "./items.ts";
import { agencyEventTo } from "./load.ts";
import { readRelease, wrongDayOfRelease, writeRelease } from "./release.ts";
import { holds } from "./write.ts";

/**
 * Records the release of records with a letter (L18), as the letter counts them, even
 * inconsistently.
 */
export const recordProduction = command({
  on: agencyEventTo("agency-record.record-production"),
  form: productionForm,
  async prepare({ resources, found, form }) {
    const items =
      form.itemIds.length > 0
        ? await itemsOfVersion(resources, found.row.id, found.filing)
        : done([]);
    if (!items.ok) return items;
    const about = form.itemIds.length > 0 ? itemsOfEvent(found.event, items.value) : null;
    return readRelease(form, form.dated, items.value, about);
  },
  async run({ tx, at, ids, actor, found: { row, filing, event }, form, prepared, record }) {
    const wrongDay = wrongDayOfRelease(form.dated, filing.filedOn, dateOfFilings(at));
    if (wrongDay !== null) return refuse("bad-input", undefined, { dated: wrongDay });
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, event.id)) return refuse("stale");
    const productionId = ids();
    const to = { id: productionId, documentId: row.id, eventId: event.id, by: actor.userId, at };
    await writeRelease({ tx, record }, to, prepared);
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
