import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

/** An entry of a docket from its kind, its day, and the details that differ from the defaults. */
export function docketEvent(
  id: string,
  kind: DocketEventKind,
  dated: string | null,
  details: object = {},
  changes: Partial<Pick<DocketEvent, "number" | "text" | "correctsId" | "isRetracted">> = {},
): DocketEvent {
  return {
    id,
    kind,
    dated,
    number: null,
    text: kind,
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: "staff",
    recordedAt: new Date("2022-05-01T12:00:00Z"),
    ...changes,
    details: docketKindOf(kind).details.parse(details),
    // Kind and details belong together, which the compiler can't follow.
  } as DocketEvent;
}

/** A lawsuit of which nothing is recorded but these facts, told on July 15, 2022. */
export function suitOnRecord(details: Partial<SuitOnRecord> = {}): SuitOnRecord {
  return {
    filedOn: null,
    servedOn: null,
    answerDueOn: null,
    plaintiffs: [],
    defendants: [],
    addresses: new Map(),
    events: [],
    releases: [],
    missed: [],
    today: "2022-07-15",
    ...details,
  };
}
