import { writtenDay } from "#app/domain/dates.ts";
import {
  docketSheet,
  type DocketEvent,
  type DocketEventOf,
} from "#app/domain/docket-event/event.ts";
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
  const values: [string, string | null][] = [
    ["suitFiled", suit.filedOn],
    ["suitServed", suit.servedOn],
    ["suitAnswerDue", suit.answerDueOn],
  ];
  for (const event of docketSheet(suit.events)) {
    // A field that refers to a corrected entry follows the correction.
    for (let at: DocketEvent | undefined = event; at; at = byId.get(at.correctsId ?? "")) {
      const { id } = at;
      values.push(
        [docketField("docketDated", id), event.dated],
        [docketField("docketNumber", id), event.number === null ? null : `ECF No. ${event.number}`],
        [docketField("docketOrder", id), orderOf(event)],
      );
      if (event.kind !== "productionSchedule") continue;
      const missed = suit.missed.filter(({ eventId }) => eventId === event.id);
      const days = missed.map(({ due }) => writtenDay(due));
      values.push(
        [docketField("docketTerms", id), termsOf(event)],
        [docketField("docketMissed", id), days.length === 0 ? null : listed(days).slice(0, 300)],
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
  return pages === null ? null : pages.toLocaleString("en-US");
}

/** "order of May 10, 2022 (ECF No. 24)"; null where the entry names no order. */
function orderOf({ details }: DocketEvent): string | null {
  if (!("orderNumber" in details)) return null;
  const { orderNumber, orderedOn } = details;
  if (orderNumber === null && orderedOn === null) return null;
  const of = orderedOn === null ? "" : ` of ${writtenDay(orderedOn)}`;
  return `order${of}${orderNumber === null ? "" : ` (ECF No. ${orderNumber})`}`;
}

/** "500 pages a month, from June 1, 2022, to October 1, 2022". */
function termsOf({ details }: DocketEventOf<"productionSchedule">): string {
  const { pagesAMonth, firstOn, lastOn } = details;
  const pages = pagesAMonth === null ? "each month" : `${inDigits(pagesAMonth)} pages a month`;
  const end = lastOn === null ? "until all is processed" : `to ${writtenDay(lastOn)}`;
  return `${pages}, from ${writtenDay(firstOn)}, ${end}`;
}
