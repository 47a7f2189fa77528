import { itemOutcomeForm, retractOutcomeForm } from "#app/domain/agency-record/form.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { agencyEventsOf } from "./events.ts";
import { itemsOfVersion } from "./items.ts";
import { agencyEventTo } from "./load.ts";
import { holds, outcomeOf, writeOutcomes } from "./write.ts";

/** Records a letter's outcome of some items; an item may have several (L17). */
export const recordOutcome = command({
  on: agencyEventTo("agency-record.record"),
  form: itemOutcomeForm,
  async prepare({ resources, found, form }) {
    const details = outcomeOf(form.outcome, { ...form, office: form.office });
    if (!details.ok) return details;
    const items = await itemsOfVersion(resources, found.row.id, found.filing);
    if (!items.ok) return items;
    const known = new Set(items.value.map(({ id }) => id));
    if (!form.itemIds.every((id) => known.has(id))) {
      return refuse("bad-input", undefined, { itemIds: "Choose from the items shown." });
    }
    return details;
  },
  async run({ tx, at, ids, actor, found: { row, event }, form, prepared: details, record }) {
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, event.id)) return refuse("stale");
    await writeOutcomes(
      { tx, record },
      { documentId: row.id, event, at },
      { itemIds: [...new Set(form.itemIds)], outcome: form.outcome, details, by: actor.userId },
      ids,
    );
    return done();
  },
});

/** Retracts an outcome; its audit line stays. */
export const retractOutcome = command({
  on: agencyEventTo("agency-record.record"),
  form: retractOutcomeForm,
  async run({ tx, at, found: { event }, form: { outcomeId }, record }) {
    const { count } = await tx.itemOutcome.updateMany({
      where: { id: outcomeId, eventId: event.id, retractedAt: null },
      data: { retractedAt: at },
    });
    if (count === 0) return refuse("stale");
    await record({
      type: "agency-record.corrected",
      details: { what: "outcome", eventId: event.id, outcomeId, isRetracted: true },
    });
    return done();
  },
});
