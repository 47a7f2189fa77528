import { thousands } from "#app/domain/thousands.ts";
import { writtenDay } from "#app/domain/dates.ts";
import {
  docketSheet,
  type DocketEvent,
  type DocketEventOf,
} from "#app/domain/docket-event/event.ts";
import { endOf } from "#app/domain/docket-event/due.ts";
import { listed } from "#app/domain/listed.ts";
import { docketField, releaseField } from "./sourced-fields.ts";

/** A lawsuit as its docket and the agency record tell it. Days are ISO dates. */
export interface SuitOnRecord {
  /** Null means "not recorded". */
  readonly filedOn: string | null;
  readonly servedOn: string | null;
  readonly answerDueOn: string | null;
  /** The names in its caption. */
  readonly plaintiffs: readonly string[];
  readonly defendants: readonly string[];
  /** The lines of the address of each defendant of whom one is recorded, by name. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** All entries of its docket, including corrected and retracted ones. */
  readonly events: readonly DocketEvent[];
  /** The releases of the requests that it enforces, the earliest first. */
  readonly releases: readonly ReleaseOnRecord[];
  /** The days of ordered releases that did not come, with the entry that ordered them. */
  readonly missed: readonly { readonly eventId: string; readonly due: string }[];
  /** The day on which it is told. */
  readonly today: string;
}

export interface ReleaseOnRecord {
  readonly id: string;
  /** As the agency counts its releases; null where it doesn't. */
  readonly number: number | null;
  readonly dated: string;
  /** Pages released in full and in part, and withheld; null where its letter doesn't say. */
  readonly released: number | null;
  readonly withheld: number | null;
}

/** The values of the fields about a lawsuit, by name; unrecorded ones are null. */
export function suitValues(suit: SuitOnRecord): [name: string, value: string | null][] {
  const byId = new Map(suit.events.map((event) => [event.id, event]));
  const sheet = docketSheet(suit.events);
  const isAnswered = sheet.some(({ kind, dated }) => kind === "answer" && dated !== null);
  const values: [string, string | null][] = [
    ["suitFiled", suit.filedOn],
    ["suitServed", suit.servedOn],
    ["suitAnswerDue", isAnswered ? null : suit.answerDueOn],
  ];
  for (const event of sheet) {
    // A field that refers to a corrected entry follows the correction.
    for (let at: DocketEvent | undefined = event; at; at = byId.get(at.correctsId ?? "")) {
      const { id } = at;
      values.push(
        [docketField("docketDated", id), event.dated],
        [docketField("docketNumber", id), event.number === null ? null : `ECF No. ${event.number}`],
        [docketField("docketOrder", id), orderOf(event)],
        [docketField("docketComing", id), isComing(event, suit) ? event.dated : null],
      );
      if (event.kind === "dismissal") {
        values.push([docketField("docketEnded", id), endedBy(event)]);
      }
      if (event.kind !== "productionSchedule") continue;
      const missed = suit.missed.filter(({ eventId }) => eventId === event.id);
      values.push(
        [docketField("docketTerms", id), termsOf(event)],
        [docketField("docketMissed", id), daysOf(missed.map(({ due }) => due))],
      );
    }
  }
  for (const { id, dated, released, withheld } of suit.releases) {
    values.push(
      [releaseField("releaseDated", id), dated],
      [releaseField("releasePages", id), inDigits(released)],
      [releaseField("releaseWithheld", id), inDigits(withheld)],
    );
  }
  return values;
}

function inDigits(pages: number | null): string | null {
  return pages === null ? null : thousands(pages);
}

/** "order of May 10, 2022 (ECF No. 24)"; null where the entry names no order. */
function orderOf({ details }: DocketEvent): string | null {
  if (!("orderNumber" in details)) return null;
  const { orderNumber, orderedOn } = details;
  if (orderNumber === null && orderedOn === null) return null;
  const of = orderedOn === null ? "" : ` of ${writtenDay(orderedOn)}`;
  return `order${of}${orderNumber === null ? "" : ` (ECF No. ${orderNumber})`}`;
}

/** Whether a hearing or brief is still to come: not over, done, or set before a suit that ended. */
export function isComing(event: DocketEvent, { events, today }: SuitOnRecord): boolean {
  const { id, dated, details } = event;
  const end = endOf(events);
  const isDone = "isDone" in details && details.isDone;
  return dated !== null && dated >= today && !isDone && (end === null || end.isSetLater(id));
}

const ENDED_BY = {
  notice: "by the plaintiffs’ notice",
  stipulation: "by stipulation of the parties",
  "order-on-request": "by order, at the plaintiffs’ request",
  order: "by order of the Court",
} as const;

/** "in part (all claims against DHS), by stipulation of the parties, with prejudice". */
function endedBy({ details }: DocketEventOf<"dismissal">): string {
  const { how, extent, part, prejudice } = details;
  const of = extent === "part" ? `in part (${part ?? "which is not recorded"}), ` : "";
  return `${of}${ENDED_BY[how]}${prejudice === null ? "" : `, ${prejudice} prejudice`}`;
}

/** The most days that are named one by one. */
const MOST_DAYS = 12;

/** The days as text, or how many they are where they are many; null for none. */
function daysOf(days: readonly string[]): string | null {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  return days.length <= MOST_DAYS
    ? listed(days.map(writtenDay))
    : `${days.length} days from ${writtenDay(first)} to ${writtenDay(last)}`;
}

/** "process 500 pages a month, from June 1, 2022, to October 1, 2022". */
function termsOf({ details }: DocketEventOf<"productionSchedule">): string {
  const { pagesAMonth, firstOn, lastOn } = details;
  const pages =
    pagesAMonth === null
      ? "make a release each month"
      : `process ${inDigits(pagesAMonth)} pages a month`;
  const end = lastOn === null ? "until all is processed" : `to ${writtenDay(lastOn)}`;
  return `${pages}, from ${writtenDay(firstOn)}, ${end}`;
}
