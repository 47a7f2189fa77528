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
  return events
    .filter(({ id, isRetracted }) => !corrected.has(id) && !isRetracted)
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

/** An entry and its attachment, "12-1"; entries without a number follow those of their day. */
function numberOf({ number }: DocketEvent): readonly [entry: number, part: number] {
  const found = /^(\d+)(?:-(\d+))?/u.exec(number ?? "");
  return found ? [Number(found[1]), Number(found[2] ?? 0)] : [Number.MAX_SAFE_INTEGER, 0];
}
