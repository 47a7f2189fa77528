import type { DetailsOf } from "./fields.ts";
import { DOCKET_KINDS, type DocketEventKind } from "./kinds/index.ts";
import type { DocketEntry, TypedEntry } from "./kind.ts";

/**
 * The events of a lawsuit (L36 to L39). Stored under the names of their kinds and fields; a name is
 * never given another meaning.
 */

export const DOCKET_EVENT_KINDS = Object.keys(DOCKET_KINDS) as DocketEventKind[];

type DocketEventDetails<K extends DocketEventKind> = DetailsOf<(typeof DOCKET_KINDS)[K]["fields"]>;

/** A typed entry, before it is recorded. */
export type NewDocketEvent = {
  readonly [K in DocketEventKind]: TypedEntry<K, DocketEventDetails<K>>;
}[DocketEventKind];

/** One recorded entry of a docket. */
export type DocketEvent = {
  readonly [K in DocketEventKind]: DocketEntry<K, DocketEventDetails<K>>;
}[DocketEventKind];
export type DocketEventOf<K extends DocketEventKind> = Extract<DocketEvent, { kind: K }>;

/**
 * The docket entries in force, in the order of a docket sheet; corrected and retracted entries are
 * left out.
 */
export function docketSheet(events: readonly DocketEvent[]): DocketEvent[] {
  const corrected = new Set(events.flatMap(({ correctsId }) => correctsId ?? []));
  const latest = latestOf(events);
  return events
    .filter(({ id, isRetracted }) => !corrected.has(id) && !isRetracted)
    .map((event) => byItsOrder(event, latest))
    .map((event) => ({ event, day: event.dated ?? "9", number: numberOf(event) }))
    .toSorted((one, other) =>
      one.day === other.day
        ? one.number[0] - other.number[0] || one.number[1] - other.number[1]
        : one.day < other.day
          ? -1
          : 1,
    )
    .map(({ event }) => event);
}

/** The entry in force that an entry is now; undefined where it was taken back. */
export function latestOf(events: readonly DocketEvent[]): (id: string) => DocketEvent | undefined {
  const byId = new Map(events.map((event) => [event.id, event]));
  const correctedBy = new Map(
    events.flatMap((event) =>
      event.correctsId === null ? [] : [[event.correctsId, event] as const],
    ),
  );
  return (id) => {
    let event = byId.get(id);
    // Each corrects an earlier one, so that no chain is longer than the docket.
    for (let left = events.length; event && left > 0; left -= 1) {
      const next = correctedBy.get(event.id);
      if (!next) break;
      event = next;
    }
    return event && !event.isRetracted ? event : undefined;
  };
}

/** Gives what an order of the docket sets that order's number and day, as they were corrected since. */
function byItsOrder(event: DocketEvent, latest: (id: string) => DocketEvent | undefined) {
  if (!("under" in event.details) || event.details.under === null) return event;
  const { under, orderNumber, orderedOn } = event.details;
  const order = orderNumber === null && orderedOn === null ? undefined : latest(under);
  if (order?.kind !== "order") return event;
  const details = { ...event.details, orderNumber: order.number, orderedOn: order.dated };
  const dated = event.dated === orderedOn ? order.dated : event.dated;
  // The kind and its details stay together; TypeScript can't follow that through a union.
  return { ...event, dated, details } as DocketEvent;
}

/** An entry and its attachment, "12-1"; entries without a number follow those of their day. */
function numberOf({ number }: DocketEvent): readonly [entry: number, part: number] {
  const found = /^(\d+)(?:-(\d+))?/u.exec(number ?? "");
  return found ? [Number(found[1]), Number(found[2] ?? 0)] : [Number.MAX_SAFE_INTEGER, 0];
}
