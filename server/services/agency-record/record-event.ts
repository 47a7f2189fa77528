import { dayOf, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { agencyEventForm, retractAgencyEventForm } from "#app/domain/agency-record/form.ts";
import { itemsOfEvent } from "#app/domain/agency-record/part.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { correctionsOf, standingParts } from "./corrections.ts";
import { agencyEventsOf } from "./events.ts";
import { agencyEventTo, requestTo, type FiledDocument } from "./load.ts";
import { readEvent } from "./read-event.ts";
import { checkAndWrite, writeEntry } from "./write-entry.ts";

/**
 * Records an event of a filed request, including the outcome of the items that it is about if the
 * form states one. Refuses impossible dates with a sentence at each field.
 */
export const recordAgencyEvent = command({
  on: requestTo("agency-record.record"),
  form: agencyEventForm,
  prepare: ({ resources, found, form }) => readEvent(resources, found, form),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const letter = { letterId: null, cameBy: form.cameBy ?? null };
    const made = { actor, at, ids };
    const written = await writeEntry({ tx, record }, found, [prepared], made, { letter });
    return written.ok ? done(written.value.effect) : written;
  },
});

/**
 * Corrects an event (L16): the original stays visible beside it; its outcomes and productions move
 * to the correction, and so do those of the sections of its letter that are corrected with it (L63).
 * Refuses `stale` if it was already corrected or retracted.
 */
export const correctAgencyEvent = command({
  on: agencyEventTo("agency-record.record"),
  form: agencyEventForm,
  prepare: ({ resources, found, form }) =>
    readEvent(resources, found, form, { wrong: found.event }),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { event: wrong } = found;
    const parts = await partsInForce(tx, found);
    if (!parts.ok) return parts;
    const said = await tx.itemOutcome.findMany({
      where: { eventId: wrong.id, retractedAt: null },
      select: { itemId: true },
      orderBy: { id: "asc" },
    });
    const about = itemsOfEvent(prepared.event, prepared.items);
    if (about !== null && said.some(({ itemId }) => !about.includes(itemId))) {
      return refuse("bad-input", undefined, { itemIds: OUTCOMES_ELSEWHERE });
    }
    const made = { actor, at, ids };
    const corrections = correctionsOf(wrong, parts.value, prepared.event, form.cameBy, made);
    const written = await checkAndWrite({ tx, record }, found, corrections, at);
    if (!written.ok) return written;
    const before = new Map(parts.value.map((part) => [part.id, part]));
    for (const event of corrections) {
      await moveTo(tx, event, before.get(event.correctsId ?? "") ?? wrong);
    }
    return written;
  },
});

/**
 * Moves what belongs to a corrected event to its correction; records that were released on the day on
 * which it went out were released on the corrected one.
 */
async function moveTo(tx: Transaction, event: AgencyEvent, wrong: AgencyEvent) {
  const { id, correctsId, dated, received } = event;
  const standing = { eventId: correctsId ?? id, retractedAt: null };
  await tx.itemOutcome.updateMany({
    where: standing,
    data: { eventId: id, dated: dated ?? received },
  });
  const [wentOut, wrongly] = [dayOf(event), dayOf(wrong)];
  if (wentOut !== null && wrongly !== null) {
    await tx.production.updateMany({
      where: { ...standing, dated: wrongly },
      data: { dated: wentOut },
    });
  }
  await tx.production.updateMany({ where: standing, data: { eventId: id } });
  await moveFiles(tx, correctsId ?? id, id);
}

async function moveFiles(tx: Transaction, from: string, to: string) {
  await tx.attachment.updateMany({
    where: { agencyEventId: from, removedAt: null },
    data: { agencyEventId: to },
  });
}

/**
 * Retracts an event with its outcomes: it stays on record, crossed out, with the reason. The other
 * sections of its letter stand, and keep the letter's files.
 */
export const retractAgencyEvent = retraction((event) => [event]);

/** Retracts a letter as a whole, with all that it says (L63). */
export const retractLetter = retraction((_event, parts) => parts);

function retraction(
  which: (event: AgencyEvent, parts: readonly AgencyEvent[]) => readonly AgencyEvent[],
) {
  return command({
    on: agencyEventTo("agency-record.record"),
    form: retractAgencyEventForm,
    async run({ tx, at, ids, actor, found, form: { reason }, record }) {
      const parts = await partsInForce(tx, found);
      if (!parts.ok) return parts;
      const wrong = which(found.event, parts.value);
      const events = wrong.map((event) => ({
        ...event,
        id: ids(),
        note: reason,
        correctsId: event.id,
        isRetracted: true,
        recordedById: actor.userId,
        recordedAt: at,
      }));
      const filesTo = parts.value.find((part) => !wrong.includes(part))?.id ?? null;
      const written = await checkAndWrite({ tx, record }, found, events, at, { filesTo });
      if (!written.ok) return written;
      for (const { id } of wrong) {
        const standing = { where: { eventId: id, retractedAt: null }, data: { retractedAt: at } };
        await tx.itemOutcome.updateMany(standing);
        await tx.production.updateMany(standing);
        if (filesTo !== null) await moveFiles(tx, id, filesTo);
      }
      return written;
    },
  });
}

async function partsInForce(
  tx: Transaction,
  { row, event }: FiledDocument & { readonly event: AgencyEvent },
): Promise<Outcome<AgencyEvent[]>> {
  return standingParts((await agencyEventsOf(tx, [row.id])).get(row.id) ?? [], event);
}

const OUTCOMES_ELSEWHERE =
  "What this letter says of other items is on record too. Take that back first, or name those items as well.";
