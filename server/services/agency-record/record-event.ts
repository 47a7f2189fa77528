import {
  dayOf,
  effectiveEvents,
  hasWayOfComing,
  type AgencyEvent,
} from "#app/domain/agency-record/event.ts";
import { agencyEventForm, retractAgencyEventForm } from "#app/domain/agency-record/form.ts";
import { hasLettersDays, hasSameDays, letterOf } from "#app/domain/agency-record/letter.ts";
import { itemsOfEvent } from "#app/domain/agency-record/part.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { agencyEventsOf } from "./events.ts";
import { agencyEventTo, requestTo, type FiledDocument } from "./load.ts";
import { readEvent } from "./read-event.ts";
import { partsOfLetter } from "./read-letter.ts";
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
 * to the correction. Other days, or another way of coming, are those of its whole letter, whose other sections are corrected with
 * it (L63). Refuses `stale` if it was already corrected or retracted.
 */
export const correctAgencyEvent = command({
  on: agencyEventTo("agency-record.record"),
  form: agencyEventForm,
  prepare: ({ resources, found, form }) =>
    readEvent(resources, found, form, { wrong: found.event }),
  async run({ tx, at, ids, actor, found, form, prepared, record }) {
    const { event: wrong } = found;
    // What its form doesn't ask stays that of its letter.
    const cameBy = (hasWayOfComing(wrong.kind) ? form.cameBy : wrong.cameBy) ?? null;
    const parts = await standingParts(tx, found);
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
    const { dated, sent, received } = prepared.event;
    const days = { dated, sent, received };
    const isMoved =
      hasLettersDays(wrong) && !(hasSameDays(wrong, days) && (wrong.cameBy ?? null) === cameBy);
    const others = parts.value.filter((part) => part.id !== wrong.id && hasLettersDays(part));
    const corrections = [
      { of: wrong, says: prepared.event },
      ...(isMoved ? others : []).map((of) => ({ of, says: { ...of, ...days } })),
    ].map(({ of, says }): AgencyEvent => ({
      ...says,
      id: ids(),
      letterId: of.letterId ?? null,
      cameBy,
      correctsId: of.id,
      isRetracted: false,
      isInvented: of.isInvented,
      recordedById: actor.userId,
      recordedAt: at,
    }));
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
      const parts = await standingParts(tx, found);
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

/**
 * The events in force of an event's letter, the event itself among them; refuses `stale` where that was
 * corrected or retracted.
 */
async function standingParts(
  tx: Transaction,
  { row, event }: FiledDocument & { readonly event: AgencyEvent },
): Promise<Outcome<AgencyEvent[]>> {
  const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
  const standing = effectiveEvents(events).find(({ event: { id } }) => id === event.id);
  if (!standing) return refuse("stale");
  const parts = partsOfLetter(events, letterOf(standing.event, standing.earlier));
  return done(parts.map((part) => (part.id === event.id ? event : part)));
}

const OUTCOMES_ELSEWHERE =
  "What this letter says of other items is on record too. Take that back first, or name those items as well.";
