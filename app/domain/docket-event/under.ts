import { docketSheet, latestOf, type DocketEvent } from "./event.ts";
import { maySetDays } from "./kinds/index.ts";

/**
 * Which entry in force sets which others, by their ids (L73): the one under which it was recorded,
 * corrected or not since; or the one of its order's number, where it has no number of its own.
 */
export function settersOf(events: readonly DocketEvent[]): ReadonlyMap<string, string> {
  const lines = docketSheet(events);
  const byNumber = new Map(
    lines.flatMap(({ id, kind, number }) =>
      number !== null && maySetDays(kind) ? [[number, id] as const] : [],
    ),
  );
  const latest = latestOf(events);
  const mayBeSetter = new Set(lines.flatMap(({ id, kind }) => (maySetDays(kind) ? [id] : [])));
  return new Map(
    lines.flatMap(({ id, number, details }) => {
      if (!("under" in details)) return [];
      const { under, orderNumber } = details;
      const of = number === null && orderNumber !== null ? byNumber.get(orderNumber) : undefined;
      const setter = under === null ? of : latest(under)?.id;
      return setter === undefined || !mayBeSetter.has(setter) ? [] : [[id, setter] as const];
    }),
  );
}
