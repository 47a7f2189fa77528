import type { Actor } from "#app/domain/actor.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import {
  agencyEventForm,
  retractAgencyEventForm,
  type NewAgencyEvent,
} from "#app/domain/agency-record/form.ts";
import { itemsOfEvent } from "#app/domain/agency-record/part.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { answerOf, type ClockAnswer } from "./clock-answer.ts";
import { agencyEventsOf } from "./events.ts";
import { agencyEventTo, filedDocument, requestTo, type FiledDocument } from "./load.ts";
import { compareClocks } from "./compare-clocks.ts";
import { outcomesOf } from "./outcomes.ts";
import { itemsToldOf, plannedOutcomes, readEvent, type PlannedOutcome } from "./read-event.ts";
import { holds, writeAgencyEvent, writeOutcomes } from "./write.ts";

/** The effect of recording an event. */
export interface EventEffect {
  readonly eventId: string;
  readonly before: ClockAnswer | null;
  readonly after: ClockAnswer | null;
  /** Effects that by the rules differ from what the letter says, one sentence each. */
  readonly warnings: readonly string[];
}

/** The effect that recording an event would have, item by item. */
export interface PreviewedEffect extends EventEffect {
  readonly items: readonly PlannedOutcome[];
}

/**
 * Records an event of a filed request, including the outcome of the items that it is about if the
 * form states one. Refuses impossible dates with a sentence at each field.
 */
export const recordAgencyEvent = command({
  on: requestTo("agency-record.record"),
  form: agencyEventForm,
  prepare: ({ resources, found, form }) => readEvent(resources, found, form),
  async run({ tx, at, ids, actor, found, prepared, record }) {
    const event = onRecord(prepared.event, { id: ids(), actor, at });
    const written = await checkAndWrite({ tx, record }, found, event, at);
    if (!written.ok) return written;
    if (prepared.outcome) {
      await writeOutcomes(
        { tx, record },
        { documentId: found.row.id, event, at },
        { ...prepared.outcome, itemIds: itemsToldOf(prepared), by: actor.userId },
        ids,
      );
    }
    return written;
  },
});

/**
 * Corrects an event (L16): the original stays visible beside it; its outcomes and productions move
 * to the correction. Refuses `stale` if it was already corrected or retracted.
 */
export const correctAgencyEvent = command({
  on: agencyEventTo("agency-record.record"),
  form: agencyEventForm,
  prepare: ({ resources, found, form }) => readEvent(resources, found, form, found.event),
  async run({ tx, at, ids, actor, found, prepared, record }) {
    const { event: wrong, row } = found;
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, wrong.id)) return refuse("stale");
    const said = await tx.itemOutcome.findMany({
      where: { eventId: wrong.id, retractedAt: null },
      select: { itemId: true },
      orderBy: { id: "asc" },
    });
    const about = itemsOfEvent(prepared.event, prepared.items);
    if (about !== null && said.some(({ itemId }) => !about.includes(itemId))) {
      return refuse("bad-input", undefined, { itemIds: OUTCOMES_ELSEWHERE });
    }
    const event = {
      ...onRecord(prepared.event, { id: ids(), actor, at }),
      correctsId: wrong.id,
      isInvented: wrong.isInvented,
    };
    const written = await checkAndWrite({ tx, record }, found, event, at);
    if (!written.ok) return written;
    const dated = event.dated ?? event.received;
    await tx.itemOutcome.updateMany({
      where: { eventId: wrong.id, retractedAt: null },
      data: { eventId: event.id, dated },
    });
    await tx.production.updateMany({
      where: { eventId: wrong.id, retractedAt: null },
      data: { eventId: event.id },
    });
    await tx.attachment.updateMany({
      where: { agencyEventId: wrong.id, removedAt: null },
      data: { agencyEventId: event.id },
    });
    return written;
  },
});

/** Retracts an event with its outcomes: it stays on record, crossed out, with the reason. */
export const retractAgencyEvent = command({
  on: agencyEventTo("agency-record.record"),
  form: retractAgencyEventForm,
  async run({ tx, at, ids, actor, found, form: { reason }, record }) {
    const { event: wrong, row } = found;
    const events = (await agencyEventsOf(tx, [row.id])).get(row.id) ?? [];
    if (!holds(events, wrong.id)) return refuse("stale");
    const event = {
      ...wrong,
      id: ids(),
      note: reason,
      correctsId: wrong.id,
      isRetracted: true,
      recordedById: actor.userId,
      recordedAt: at,
    };
    const written = await checkAndWrite({ tx, record }, found, event, at);
    if (!written.ok) return written;
    const retracted = {
      where: { eventId: wrong.id, retractedAt: null },
      data: { retractedAt: at },
    };
    await tx.itemOutcome.updateMany(retracted);
    await tx.production.updateMany(retracted);
    return written;
  },
});

/**
 * The effect of an event on the clock and on each item, without writing anything. Refuses like
 * `recordAgencyEvent`.
 */
export async function previewAgencyEvent(
  resources: Pick<Resources, "database" | "clock" | "log">,
  actor: Actor,
  documentId: string,
  sent: unknown,
  correctsId: string | null = null,
): Promise<Outcome<PreviewedEffect>> {
  const { client } = resources.database;
  const found = await filedDocument(client, documentId);
  if (!found.ok) return found;
  const { matter } = found.value.facts;
  const allowed = may(actor, "agency-record.record", { matter });
  if (!allowed.ok) return allowed;
  const form = readForm(agencyEventForm, sent);
  if (!form.ok) return form;
  const recorded = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const wrong = recorded.find(({ id }) => id === correctsId) ?? null;
  const read = await readEvent(resources, found.value, form.value, wrong);
  if (!read.ok) return read;
  const at = resources.clock();
  const event = { ...onRecord(read.value.event, { id: "preview", actor, at }), correctsId };
  const comparison = await compareClocks(client, found.value, event, at);
  if (!comparison.ok) return comparison;
  const outcomes = await outcomesOf(client, documentId);
  const others = outcomes.filter(({ eventId }) => eventId !== correctsId);
  return done({
    ...effectOf("preview", comparison.value),
    items: plannedOutcomes(read.value, others),
  });
}

async function checkAndWrite(
  writing: Parameters<typeof writeAgencyEvent>[0] & { readonly tx: Transaction },
  found: FiledDocument,
  event: AgencyEvent,
  at: Date,
): Promise<Outcome<EventEffect>> {
  if (found.row.kind !== "request") return refuse("wrong-status", NO_REQUEST);
  const comparison = await compareClocks(writing.tx, found, event, at);
  if (!comparison.ok) return comparison;
  const written = await writeAgencyEvent(writing, found.row.id, event, comparison.value);
  return written.ok ? done(effectOf(event.id, comparison.value)) : written;
}

function effectOf(
  eventId: string,
  { before, after }: Parameters<typeof writeAgencyEvent>[3],
): EventEffect {
  const known = new Set((before.clock?.warnings ?? []).map(({ sentence }) => sentence));
  const warnings = (after.clock?.warnings ?? []).map(({ sentence }) => sentence);
  return {
    eventId,
    before: answerOf(before),
    after: answerOf(after),
    warnings: warnings.filter((sentence) => !known.has(sentence)),
  };
}

function onRecord(
  event: NewAgencyEvent,
  { id, actor, at }: { readonly id: string; readonly actor: Actor; readonly at: Date },
): AgencyEvent {
  return {
    ...event,
    id,
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: actor.userId,
    recordedAt: at,
  };
}

const OUTCOMES_ELSEWHERE =
  "What this letter says of other items is on record too. Take that back first, or name those items as well.";

const NO_REQUEST =
  "The record is that of the request: what becomes of an appeal is recorded there, too. Nothing was recorded.";
