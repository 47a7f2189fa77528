import type { VersionDetails } from "#app/document/details/document-details.ts";
import { labeledDetails, type LabeledDetail } from "#app/document/details/labeled-details.ts";

/** A detail that differs; null on the side where it is absent. */
export interface DetailChange {
  readonly what: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

/** The differences in the details that a signature covers. */
export function detailChanges(before: VersionDetails, after: VersionDetails): DetailChange[] {
  const old = byWhat(labeledDetails(before));
  const now = byWhat(labeledDetails(after));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((what): DetailChange[] => {
    const was = old.get(what) ?? null;
    const is = now.get(what) ?? null;
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ what, before: was, after: is }];
  });
}

/** Details with the same name, such as several exhibits, are compared as one list. */
function byWhat(details: readonly LabeledDetail[]): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const { what, says } of details) lists.set(what, [...(lists.get(what) ?? []), ...says]);
  return lists;
}
