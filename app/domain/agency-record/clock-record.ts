import { nameOfPart } from "#app/domain/clock/parts.ts";
import { timeOf } from "#app/domain/clock/record.ts";
import type { ClockEvent, ClockRecord } from "#app/domain/foia-clock.ts";
import { appealUntilOf, denialEvents } from "./denials.ts";
import { componentsOf } from "./components.ts";
import { componentKey } from "./component-names.ts";
import { componentOf, dayOf, type AgencyEvent } from "./event.ts";

/** The days of a lawsuit that the clock of a request reads. */
export interface SuitDays {
  readonly filedOn: string | null;
  /** The day on which it ended without prejudice; null where it did not. */
  readonly dismissedOn: string | null;
  readonly served: readonly {
    readonly on: "usAttorney" | "attorneyGeneral" | "agency";
    readonly received: string;
  }[];
  readonly answerOrdered: {
    /** The day of the order; null where it is not recorded. */
    readonly dated: string | null;
    readonly until: string;
    readonly number: string | null;
  } | null;
}

/**
 * Converts the agency record of one request into the events that the FOIA clock reads.
 * @param filing the day on which the request was filed and the date written on it; ISO dates.
 * @param events the events in force (see `effectiveEvents`).
 * @param suits the lawsuits that enforce the request; the first one filed counts.
 */
export function clockRecordOf(
  filing: { readonly filedOn: string },
  events: readonly AgencyEvent[],
  suits: readonly SuitDays[] = [],
): ClockRecord {
  const receipts = events.filter((event) => event.kind === "received");
  const received = (proper: boolean) =>
    receipts
      .filter(({ details }) => details.isProper === proper)
      .flatMap(({ received: day }) => day ?? [])
      .toSorted()
      .at(0);
  const any = received(false);
  const proper = received(true);
  const components = componentsOf(events);
  const isSplit = components.length > 1 || events.some((event) => componentOf(event) !== null);
  return {
    ...(any === undefined ? {} : { receivedAny: any }),
    ...(proper === undefined ? {} : { receivedProper: proper }),
    ...(isSplit ? { components } : {}),
    events: [
      { kind: "requestSent", dated: filing.filedOn },
      ...events
        .filter((event) => !isAutomatic(event, filing, [any, proper]))
        .flatMap((event) => ofComponent(event, components, clockEventOf(event)) ?? [])
        .toSorted((one, other) => leftOpenBy(other) - leftOpenBy(one)),
      // One from before the receipt that is recorded says nothing of the clock, and spoils none.
      ...denialEvents(events)
        .filter((denial) => !isBefore(denial, [any, proper]))
        .flatMap((denial) => ofComponent({ details: denial }, components, denial) ?? []),
      ...suitEvents(suits),
    ],
  };
}

/** Gives what the clock reads of an event the component's name as its receipt has it. */
function ofComponent(
  event: { readonly details: object },
  components: readonly { readonly name: string }[],
  read: ClockEvent | null,
): ClockEvent | null {
  const named = componentOf(event);
  if (read === null || named === null) return read;
  const known = components.find(({ name }) => componentKey(name) === componentKey(named));
  return { ...read, component: known?.name ?? named };
}

/**
 * Whether an event is the acknowledgment that a portal or mailbox sends on the day of sending, before
 * the component had the request: it moves no date.
 */
function isAutomatic(
  event: AgencyEvent,
  { filedOn }: { readonly filedOn: string },
  receipts: readonly (string | undefined)[],
): boolean {
  if (event.kind !== "acknowledged" || dayOf(event) !== filedOn) return false;
  const known = receipts.filter((day) => day !== undefined);
  return known.length > 0 && known.every((day) => filedOn < day);
}

/**
 * How much a decision on an appeal leaves open. Of the decisions of one day, as of a letter that affirms in
 * part and remands in part, the clock goes by the first: what is left open comes before what is not.
 */
function leftOpenBy(event: ClockEvent): number {
  if (event.kind !== "appealDecided") return 0;
  if (event.result === "remanded") return 2;
  return event.result === "closed" || event.result === "in-litigation" ? 1 : 0;
}

function isBefore(event: ClockEvent, receipts: readonly (string | undefined)[]): boolean {
  const [first] = receipts.filter((day) => day !== undefined).toSorted();
  return first !== undefined && timeOf(event) < first;
}

/**
 * The day on which a clock is read: Washington's, or that of a filing or a suit where it has begun
 * there alone, as in Guam.
 */
export function readingDay(
  today: string,
  filing: { readonly filedOn: string },
  suits: readonly SuitDays[],
): string {
  const filed = [filing.filedOn, ...suits.flatMap(({ filedOn }) => filedOn ?? [])];
  return [today, ...filed].reduce((one, other) => (one > other ? one : other));
}

/** The sent and received days of an event; a day that is not recorded has no key. */
function days(event: AgencyEvent, ...names: readonly ("sent" | "received")[]) {
  const found: { sent?: string; received?: string } = {};
  for (const name of names) {
    const day = event[name];
    if (day !== null) found[name] = day;
  }
  return found;
}

const partOf = (part: string | null) => (part === null ? {} : { part: nameOfPart(part) });

function clockEventOf(event: AgencyEvent): ClockEvent | null {
  const { kind, dated, received, sent } = event;
  const letter = () => (dated === null ? null : { dated, ...days(event, "sent", "received") });
  switch (kind) {
    case "acknowledged":
    case "interimResponse":
    case "expeditionGranted":
    case "expeditionDenied": {
      const its = letter();
      return its && { kind, ...its };
    }
    case "informationAsked":
    case "feesAsked": {
      // A mere estimate of fees asks nothing (L53).
      if (kind === "feesAsked" && event.details.isMereEstimate) return null;
      const its = letter();
      return its && { kind, ...its, ...(event.details.isDisputed ? { isDisputed: true } : {}) };
    }
    case "informationAnswered":
    case "feesAnswered":
      return received === null ? null : { kind, received, ...days(event, "sent") };
    case "extended":
    case "appealExtended": {
      const { reasons, until, workingDays } = event.details;
      const its = letter();
      return (
        its && {
          kind,
          ...its,
          reasons,
          ...(until === null ? {} : { until }),
          ...(workingDays === null ? {} : { workingDays }),
          ...(kind === "appealExtended" ? partOf(event.details.part) : {}),
        }
      );
    }
    case "dateAgreed":
      return dated === null ? null : { kind, dated, until: event.details.until };
    case "determined": {
      const { part, statesReasonsAndAppeal } = event.details;
      const its = letter();
      const appealUntil = appealUntilOf(event);
      return (
        its && {
          kind,
          ...its,
          ...partOf(part),
          ...(appealUntil === null ? {} : { appealUntil }),
          statesReasonsAndAppeal,
        }
      );
    }
    case "appealed":
      return sent === null
        ? null
        : { kind, sent, ...days(event, "received"), ...partOf(event.details.part) };
    case "appealDecided": {
      const its = letter();
      const { part, result } = event.details;
      return its && { kind, ...its, ...partOf(part), result };
    }
    case "received":
    case "narrowingOffered":
    case "feeWaiverGranted":
    // Denials are determinations of their part; see denials.ts.
    case "feeWaiverDenied":
    case "feeCategoryDecided":
    case "exhaustionAsserted":
    case "closed":
    case "other":
      return null;
  }
}

function suitEvents(suits: readonly SuitDays[]): ClockEvent[] {
  const filed = suits
    .filter((suit): suit is SuitDays & { filedOn: string } => suit.filedOn !== null)
    .toSorted((one, other) => (one.filedOn < other.filedOn ? -1 : 1));
  const [first] = filed;
  if (!first) return [];
  const { answerOrdered } = first;
  const ended = filed.flatMap(({ dismissedOn }) => dismissedOn ?? []).toSorted();
  // One that was filed again stands.
  const dismissed = ended.length === filed.length ? ended.at(-1) : undefined;
  return [
    { kind: "suitFiled", dated: first.filedOn, ...(dismissed === undefined ? {} : { dismissed }) },
    ...first.served.map((service): ClockEvent => ({ kind: "served", ...service })),
    ...(answerOrdered
      ? [
          {
            kind: "answerOrdered" as const,
            ...(answerOrdered.dated === null ? {} : { dated: answerOrdered.dated }),
            until: answerOrdered.until,
            ...(answerOrdered.number === null ? {} : { number: answerOrdered.number }),
          },
        ]
      : []),
  ];
}
