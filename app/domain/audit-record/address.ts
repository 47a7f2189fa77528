import type { RecordFilter } from "./filter.ts";

/** The address of the same lines, on another page or as a file; nothing for all of them. */
export function recordAddress(
  filter: RecordFilter,
  change: Partial<Pick<RecordFilter, "page" | "until">>,
): string {
  const all = Object.entries({ ...filter, ...change });
  const set = all.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return set.length === 0 ? "" : `?${set.join("&")}`;
}
