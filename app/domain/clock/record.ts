/**
 * The agency record as the clock reads it: the events of one request. All dates are ISO texts ("2021-10-07").
 */

/** A letter of the agency: the date written on it, and the day it was sent. */
export interface AgencyLetter {
  readonly dated: string;
  /** Left out where it is the date written on the letter. */
  readonly sent?: string;
  /** The day it arrived here. */
  readonly received?: string;
}

/**
 * An extension of the request or of the appeal (L5): it moves the due date only if it gives reasons
 * and a date.
 */
interface Extension extends AgencyLetter {
  /** Whether the letter gives the unusual circumstances, 552(a)(6)(B)(iii). Default: true. */
  readonly reasons?: boolean;
  /** The day on which the letter says that a determination is expected. */
  readonly until?: string;
  /** The number of working days that the letter asks for, where it names no day. */
  readonly workingDays?: number;
}

/**
 * How an appeal came out: the first two are decisions on its merits; `closed` and `in-litigation` decide
 * nothing.
 */
export type AppealResult = "affirmed" | "reversed" | "remanded" | "in-litigation" | "closed";

/** One event of the agency record. */
export type ClockEvent = {
  /** The component that it is of, where several have the request (L51); absent: all that had it. */
  readonly component?: string;
} & AnyClockEvent;

type AnyClockEvent =
  /** Our request was sent; `dated` is the date of the request. */
  | ({ readonly kind: "requestSent" } & Pick<AgencyLetter, "dated" | "sent">)
  /** An acknowledgment, a "complex track" letter, an interim release: no determination (L7). */
  | ({ readonly kind: "acknowledged" | "interimResponse" } & AgencyLetter)
  /** The agency asks for information, or about fees (L4). */
  | ({
      readonly kind: "informationAsked" | "feesAsked";
      /** Whether we dispute that it was reasonable or necessary to ask (L53); default false. */
      readonly isDisputed?: boolean;
    } & AgencyLetter)
  /** Our answer; `received` is the day on which it reached the agency. */
  | {
      readonly kind: "informationAnswered" | "feesAnswered";
      readonly sent?: string;
      readonly received: string;
    }
  /** Up to ten more working days for unusual circumstances (L5). */
  | ({ readonly kind: "extended" } & Extension)
  /** Another date that both sides agreed on (L6). */
  | { readonly kind: "dateAgreed"; readonly dated: string; readonly until: string }
  | ({ readonly kind: "expeditionGranted" | "expeditionDenied" } & AgencyLetter)
  /** A determination of the whole request, or of the part that is named (L11, L13). */
  | ({
      readonly kind: "determined";
      /** The part of the request that it decides; absent: all of it. */
      readonly part?: string;
      /** The last day for an appeal that the letter states. */
      readonly appealUntil?: string;
      /**
       * Whether it states its reasons and the right to appeal; default true. Without them it is no
       * determination.
       */
      readonly statesReasonsAndAppeal?: boolean;
    } & AgencyLetter)
  /** Our appeal; `received` is the day on which it reached the appeals office. */
  | {
      readonly kind: "appealed";
      readonly sent: string;
      readonly received?: string;
      readonly part?: string;
    }
  | ({ readonly kind: "appealExtended"; readonly part?: string } & Extension)
  | ({
      readonly kind: "appealDecided";
      readonly part?: string;
      /** Left out where it is not recorded: then it counts as decided on its merits. */
      readonly result?: AppealResult;
    } & AgencyLetter)
  /** The complaint was filed. */
  | {
      readonly kind: "suitFiled";
      readonly dated: string;
      /** The day on which it ended without prejudice, so that the time to sue again counts (L15). */
      readonly dismissed?: string;
    }
  /** The summons and complaint were served on one of the three recipients of FRCP 4(i). */
  | {
      readonly kind: "served";
      readonly on: "usAttorney" | "attorneyGeneral" | "agency";
      readonly received: string;
    }
  /** A court order sets the day of the answer. */
  | {
      readonly kind: "answerOrdered";
      /** The day of the order; left out where it is not recorded. */
      readonly dated?: string;
      readonly until: string;
      readonly number?: string;
    };

export type ClockEventKind = ClockEvent["kind"];
type Of<K extends ClockEventKind, E extends ClockEvent = ClockEvent> = E extends ClockEvent
  ? Extract<E["kind"], K> extends never
    ? never
    : E & { readonly kind: K }
  : never;

/** A component that has the request, and the day on which it had it. */
export interface ComponentReceipt {
  readonly name: string;
  readonly received: string;
}

/** The recorded facts of one request. */
export interface ClockRecord {
  /** When it reached any component that the agency's regulation designates to receive requests. */
  readonly receivedAny?: string;
  /** When it reached the component that has the records. */
  readonly receivedProper?: string;
  /** The components that have it, where several do (L51); each counts from its own receipt. */
  readonly components?: readonly ComponentReceipt[];
  /** In any order. */
  readonly events: readonly ClockEvent[];
}

export function eventsOf<K extends ClockEventKind>(
  record: ClockRecord,
  ...kinds: readonly K[]
): Of<K>[] {
  return record.events
    .filter((event): event is Of<K> => (kinds as readonly string[]).includes(event.kind))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

/** The day on which an event counts: when it was sent, else its own date, else its arrival. */
export function timeOf(event: ClockEvent): string {
  const { sent, dated, received } = event as { sent?: string; dated?: string; received?: string };
  return sent ?? dated ?? received ?? "";
}

/**
 * When a letter of the agency counts as communicated (L47; CREW v. FEC, 711 F.3d 180): when it was sent, or
 * where that is not recorded, when it reached us. Its own date alone proves little.
 */
export function communicated({ sent, received, dated }: AgencyLetter): {
  readonly day: string;
  /** False where nothing but the letter's own date is recorded. */
  readonly isKnown: boolean;
} {
  const day = sent ?? received;
  return { day: day ?? dated, isKnown: day !== undefined };
}

/** Acts of the agency, which can't come before it received the request. */
export const OF_THE_AGENCY: ReadonlySet<ClockEventKind> = new Set([
  "acknowledged",
  "interimResponse",
  "informationAsked",
  "feesAsked",
  "extended",
  "expeditionGranted",
  "expeditionDenied",
  "determined",
]);

/** Whether no determination came before an appeal. */
export function isOfSilence(
  record: ClockRecord,
  { part, sent }: { readonly part?: string; readonly sent: string },
): boolean {
  return !eventsOf(record, "determined").some((it) => isOfPart(it, part) && it.dated <= sent);
}

/** Whether an event decides that part; an event without a part is about all of the request. */
export function isOfPart(event: { readonly part?: string }, part: string | undefined): boolean {
  return event.part === undefined || part === undefined || event.part === part;
}
