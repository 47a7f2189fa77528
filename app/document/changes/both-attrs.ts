import type * as Y from "yjs";
import { type Attrs, equalValue, NO_ATTRS } from "#app/document/flow/formats.ts";
import type { FlowToken } from "./tokens.ts";
import { type ItemAct, formatted } from "./walk-items.ts";

/** The formats in force at a place, in the baseline and now. */
export interface BothAttrs {
  readonly before: Attrs;
  readonly now: Attrs;
  /** The cause of each difference: the nearest format before the place that came or went. */
  readonly by: Readonly<Record<string, ItemAct>>;
}

const NO_DEEDS: BothAttrs["by"] = Object.freeze({});
export const PLAIN: BothAttrs = { before: NO_ATTRS, now: NO_ATTRS, by: NO_DEEDS };

/** The formats behind one of either side, or of both. */
export function afterFormat(attrs: BothAttrs, { was, is, client, clock }: FlowToken): BothAttrs {
  const format = was ?? is;
  if (!format) return attrs;
  const { before, now, by } = attrs;
  if (was && is && before === now) {
    const next = formatted(now, is);
    return next === now ? attrs : { before: next, now: next, by };
  }
  const both = {
    before: was ? formatted(before, was) : before,
    now: is ? formatted(now, is) : now,
  };
  const { key } = format.content as Y.ContentFormat;
  if (!equalValue(both.before[key], both.now[key])) {
    if (was && is) return { ...both, by };
    return { ...both, by: { ...by, [key]: { did: is ? "inserted" : "deleted", client, clock } } };
  }
  if (!(key in by)) return { ...both, by };
  const { [key]: _over, ...rest } = by;
  return { ...both, by: Object.keys(rest).length === 0 ? NO_DEEDS : rest };
}

/** The causes of the formats that differ. */
export function formatDeeds({ before, now, by }: BothAttrs): ItemAct[] {
  return Object.entries(by).flatMap(([key, deed]) =>
    equalValue(before[key], now[key]) ? [] : [deed],
  );
}
