import { itemOutcomeForm, retractOutcomesForm } from "#app/domain/agency-record/form.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { agencyEventsOf } from "./events.ts";
import { itemsOfVersion } from "./items.ts";
import { agencyEventTo } from "./load.ts";
import { toldOfItems } from "./read-event.ts";
import { holds, writeOutcomes } from "./write.ts";

/** Records a letter's outcome of some items; an item may have several (L17). */
export const recordOutcome = command({
  on: agencyEventTo("agency-record.record"),
  form: itemOutcomeForm,
  async prepare({ resources, found, form }) {
    const items = await itemsOfVersion(resources, found.row.id, found.filing);
    return items.ok ? toldOfItems(found.event, items.value, form) : items;
  },
  async run({ tx, at, ids, actor, found: { row, event }, prepared, record }) {
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, event.id)) return refuse("stale");
    await writeOutcomes(
      { tx, record },
      { documentId: row.id, event, at },
      { ...prepared, by: actor.userId },
      ids,
    );
    return done();
  },
});

/** Retracts outcomes of one letter, all of these or none (L70); their audit line stays. */
export const retractOutcomes = command({
  on: agencyEventTo("agency-record.record"),
  form: retractOutcomesForm,
  async run({ tx, at, found: { event }, form, record }) {
    const outcomeIds = [...new Set(form.outcomeIds)];
    const { count } = await tx.itemOutcome.updateMany({
      where: { id: { in: outcomeIds }, eventId: event.id, retractedAt: null },
      data: { retractedAt: at },
    });
    if (count !== outcomeIds.length) return refuse("stale");
    await record({
      type: "agency-record.corrected",
      details: { what: "outcome", eventId: event.id, outcomeIds, isRetracted: true },
    });
    return done();
  },
});
