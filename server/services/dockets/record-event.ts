import { checkDocketEvent } from "#app/domain/docket-event/checks.ts";
import {
  docketSheet,
  type DocketEvent,
  type NewDocketEvent,
} from "#app/domain/docket-event/event.ts";
import {
  docketEventForm,
  docketEventOfForm,
  retractDocketEventForm,
} from "#app/domain/docket-event/form.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { settersOf } from "#app/domain/docket-event/under.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readParties } from "#app/document/details/docket.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { docketEventsOf } from "./events.ts";
import { docketEventToRecord, docketTo, type DocketRowWithFilings } from "./load.ts";
import { writeDocketEvents, type DocketEventToWrite } from "./write-events.ts";

/** Records a docket entry: a past event of the lawsuit, or a deadline in it. */
export const recordDocketEvent = command({
  on: docketTo("docket.record"),
  form: docketEventForm,
  prepare: ({ form }) => docketEventOfForm(form),
  async run({ tx, at, ids, record, actor, found: { docket }, prepared: event }) {
    const others = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    const possible = await checkWith(tx, event, { docket, others, at });
    if (!possible.ok) return possible;
    const where = { docketId: docket.id, actorId: actor.userId };
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-recorded",
      where,
      [event],
    );
    return written.ok ? done({ eventId: written.value[0] ?? "" }) : written;
  },
});

/**
 * Corrects a docket entry (L16): the original stays visible beside it. Refuses `stale` if it was
 * already corrected or retracted.
 */
export const correctDocketEvent = command({
  on: docketEventToRecord,
  form: docketEventForm,
  prepare: ({ form }) => docketEventOfForm(form),
  async run({ tx, at, ids, record, actor, found: { docket, event: wrong }, prepared: event }) {
    const lines = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    if (!docketSheet(lines).some(({ id }) => id === wrong.id)) return refuse("stale");
    const others = lines.filter(({ id }) => id !== wrong.id);
    const possible = await checkWith(tx, event, { docket, others, at });
    if (!possible.ok) return possible;
    const where = { docketId: docket.id, actorId: actor.userId };
    const correction = { ...event, correctsId: wrong.id, isInvented: wrong.isInvented };
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-corrected",
      where,
      [correction],
    );
    if (!written.ok) return written;
    return done({ eventId: written.value[0] ?? "" });
  },
});

/**
 * Retracts an entry with the days that hang under it: they stay on record, crossed out, with the
 * reason. Refuses `stale` if it is no longer current.
 */
export const retractDocketEvent = command({
  on: docketEventToRecord,
  form: retractDocketEventForm,
  async run({ tx, at, ids, record, actor, found: { docket, event }, form: { reason } }) {
    const lines = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    if (!docketSheet(lines).some(({ id }) => id === event.id)) return refuse("stale");
    const where = { docketId: docket.id, actorId: actor.userId };
    const setters = settersOf(lines);
    const hanging = docketSheet(lines).filter(({ id }) => setters.get(id) === event.id);
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-retracted",
      where,
      [
        retractionOf(event, reason),
        ...hanging.map((one) => retractionOf(one, `With the entry that set it: ${reason}`)),
      ],
    );
    return written.ok ? done() : written;
  },
});

function retractionOf(event: DocketEvent, reason: string): DocketEventToWrite {
  const { id: correctsId, kind, number, dated, details, isInvented } = event;
  const taken = { kind, number, dated, details } as NewDocketEvent;
  return { ...taken, text: reason, correctsId, isRetracted: true, isInvented };
}

/** Marks the task of an entry as done; refuses `bad-input` for an entry without a task. */
export const finishDocketEvent = command({
  on: docketEventToRecord,
  async run({ tx, at, ids, record, actor, found: { docket, event } }) {
    const lines = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    if (!docketSheet(lines).some(({ id }) => id === event.id)) return refuse("stale");
    const finished = finishedLine(event);
    if (!finished) return refuse("bad-input", "There is nothing in this entry that could be done.");
    const where = { docketId: docket.id, actorId: actor.userId };
    const type =
      finished.correctsId === undefined ? "docket.event-recorded" : "docket.event-corrected";
    const written = await writeDocketEvents({ tx, at, ids, record }, type, where, [finished]);
    return written.ok ? done() : written;
  },
});

/**
 * The corrected entry: the same with its task done, or for a judgment, with the motion for fees
 * made.
 */
function finishedLine(event: DocketEvent): DocketEventToWrite | null {
  const { kind, number, dated, text, details, id: correctsId, isInvented } = event;
  if ("isDone" in details) {
    const finished = { kind, details: { ...details, isDone: true } };
    return { ...finished, number, dated, text, correctsId, isInvented } as DocketEventToWrite;
  }
  const instead = docketKindOf(kind).task?.done;
  if (!instead) return null;
  return { ...instead, number: null, dated: null, isInvented } as DocketEventToWrite;
}

/** Validates the entry, and that its document belongs to this lawsuit. */
async function checkWith(
  tx: Transaction,
  event: NewDocketEvent,
  {
    docket,
    others,
    at,
  }: {
    readonly docket: Pick<DocketRowWithFilings, "id" | "filedOn" | "parties">;
    readonly others: readonly DocketEvent[];
    readonly at: Date;
  },
): Promise<Outcome<void>> {
  const documentId = event.kind === "paper" ? event.details.documentId : null;
  if (documentId !== null) {
    const of = await tx.document.count({ where: { id: documentId, docketId: docket.id } });
    if (of === 0) {
      return refuse("bad-input", undefined, { documentId: "Choose from the documents shown." });
    }
  }
  const defendants = readParties(docket.parties).defendants.map(({ name }) => name);
  const suit = { filedOn: docket.filedOn, defendants };
  return checkDocketEvent(event, suit, others, dateOfFilings(at));
}
