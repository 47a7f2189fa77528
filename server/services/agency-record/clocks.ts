import { setImmediate } from "node:timers/promises";
import {
  clockRecordOf,
  readingDay,
  type SuitDays,
} from "#app/domain/agency-record/clock-record.ts";
import { effectiveEvents, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { trackingNumbersOf, type TrackingNumber } from "#app/domain/agency-record/tracking.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import { suitDaysOf } from "#app/domain/docket-event/due.ts";
import { clock, isRefused, type Clock, type ClockRecord } from "#app/domain/foia-clock.ts";
import type { Refusal } from "#app/domain/refusal.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { docketEventsOf } from "#server/services/dockets/events.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { agencyEventsOf } from "./events.ts";

/**
 * The number of clocks computed at once: a millisecond each, during which no keystroke of others is
 * committed.
 */
export const CLOCKS_AT_ONCE = 10;

/** A filed request with its events and its clock. */
export interface RequestClock {
  readonly documentId: string;
  /** All events, including corrected and retracted ones, in the order of recording. */
  readonly events: readonly AgencyEvent[];
  /** The current events, by date. */
  readonly currentEvents: readonly AgencyEvent[];
  readonly record: ClockRecord;
  /** Null if the recorded events are impossible; see `problem`. */
  readonly clock: Clock | null;
  readonly problem: Refusal | null;
  /** The agency's tracking numbers (L10), without the confirmation number of a portal. */
  readonly trackingNumbers: readonly TrackingNumber[];
  /** Whether it rests on invented events of the demonstration, which every screen marks. */
  readonly isInvented: boolean;
}

/**
 * The clocks of these requests, by document id; unfiled ones are left out. The caller has checked
 * that the reader may see the matters.
 * @param today ISO date, where filings are dated (`dateOfFilings`).
 */
export async function clocksOf(
  client: PrismaClient | Transaction,
  documentIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, RequestClock>> {
  const filings = await readInPieces([...documentIds].toSorted(), (some) =>
    client.filing.findMany({
      where: { documentId: { in: some } },
      select: { documentId: true, filedOn: true },
      orderBy: { documentId: "asc" },
    }),
  );
  const ids = filings.map(({ documentId }) => documentId);
  const calendar = await calendarOf(client);
  const events = await agencyEventsOf(client, ids);
  const suits = await suitsOf(client, ids);
  const clocks = new Map<string, RequestClock>();
  for (const [index, { documentId, filedOn }] of filings.entries()) {
    if (index % CLOCKS_AT_ONCE === CLOCKS_AT_ONCE - 1) await setImmediate();
    const on = {
      events: events.get(documentId) ?? [],
      suits: suits.get(documentId) ?? [],
      calendar,
      today,
    };
    clocks.set(documentId, clockFrom(documentId, filedOn, on));
  }
  return clocks;
}

/** The clock of one filed request; null if it is not filed. See `clocksOf`. */
export async function clockOf(
  client: PrismaClient | Transaction,
  documentId: string,
  today: string,
): Promise<RequestClock | null> {
  return (await clocksOf(client, [documentId], today)).get(documentId) ?? null;
}

/** Computes the clock of a request from its recorded events, and optionally a planned one. */
export function clockFrom(
  documentId: string,
  filedOn: string,
  on: {
    readonly events: readonly AgencyEvent[];
    readonly suits: readonly SuitOfRequest[];
    readonly calendar: ClockCalendar;
    readonly today: string;
  },
): RequestClock {
  const currentEvents = effectiveEvents(on.events).map(({ event }) => event);
  const suits = on.suits.map(({ days }) => days);
  const record = clockRecordOf({ filedOn }, currentEvents, suits);
  const answer = clock(record, on.calendar, readingDay(on.today, { filedOn }, suits));
  return {
    documentId,
    events: on.events,
    currentEvents,
    record,
    clock: isRefused(answer) ? null : answer,
    problem: isRefused(answer) ? answer : null,
    trackingNumbers: trackingNumbersOf(on.events),
    isInvented:
      currentEvents.some((event) => event.isInvented) || on.suits.some((suit) => suit.isInvented),
  };
}

/** The facts about a lawsuit that the clock of its request uses. */
interface SuitOfRequest {
  readonly days: SuitDays;
  readonly isInvented: boolean;
}

/** The lawsuits that enforce these requests, by the requests' document ids. */
export async function suitsOf(
  client: PrismaClient | Transaction,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SuitOfRequest[]>> {
  const links = await readInPieces(documentIds, (some) =>
    client.docketFiling.findMany({
      where: { documentId: { in: some } },
      select: { documentId: true, docket: { select: { id: true, filedOn: true } } },
      orderBy: [{ documentId: "asc" }, { docketId: "asc" }],
    }),
  );
  const events = await docketEventsOf(client, [...new Set(links.map(({ docket }) => docket.id))]);
  const suits = new Map<string, SuitOfRequest[]>();
  for (const { documentId, docket } of links) {
    const lines = events.get(docket.id) ?? [];
    const suit: SuitOfRequest = {
      days: suitDaysOf(docket.filedOn, lines),
      isInvented: lines.some(
        ({ kind, isInvented }) => isInvented && (kind === "service" || kind === "answerOrdered"),
      ),
    };
    suits.set(documentId, [...(suits.get(documentId) ?? []), suit]);
  }
  return suits;
}

/** The impossible parts of its record, in sentences; null where it has a clock. */
export function problemOf({ problem }: Pick<RequestClock, "problem">): string | null {
  if (problem === null) return null;
  const sentences = new Set(Object.values(problem.fields ?? {}));
  return sentences.size > 0 ? [...sentences].join(" ") : problem.sentence;
}
