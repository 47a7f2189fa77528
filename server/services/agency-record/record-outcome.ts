import { itemOutcomeForm, retractOutcomesForm } from "#app/domain/agency-record/form.ts";
import { aboutOf, itemsOfEvent } from "#app/domain/agency-record/part.ts";
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
    const details = outcomeOf(form.outcome, { ...form, office: form.office, part: form.part });
    if (!details.ok) return details;
    const items = await itemsOfVersion(resources, found.row.id, found.filing);
    if (!items.ok) return items;
    const known = new Set(items.value.map(({ id }) => id));
    if (!form.itemIds.every((id) => known.has(id))) {
      return refuse("bad-input", undefined, { itemIds: "Choose from the items shown." });
    }
    const itemIds = [...new Set(form.itemIds)];
    const about = itemsOfEvent(found.event, items.value);
    if (about !== null && !itemIds.every((id) => about.includes(id))) {
      const { en } = aboutOf(found.event) ?? { en: "" };
      return refuse("bad-input", undefined, {
        itemIds: `This letter is on record as about ${en} alone. Choose of those, or correct first what it is about.`,
      });
    }
    return done({ details: details.value, itemIds });
  },
  async run({ tx, at, ids, actor, found: { row, event }, form, prepared, record }) {
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, event.id)) return refuse("stale");
    await writeOutcomes(
      { tx, record },
      { documentId: row.id, event, at },
      { ...prepared, outcome: form.outcome, by: actor.userId },
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
