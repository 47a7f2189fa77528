import type { PersonTag, TextChanges } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";

type OneChange = TextChanges["changes"][number];

/** Names each kind of change, as it begins a line. */
const KIND_LABELS: Readonly<Record<OneChange["kind"], string>> = {
  "words-inserted": "Words added",
  "words-deleted": "Words deleted",
  "words-replaced": "Words replaced",
  restyled: "Words marked otherwise",
  reshaped: "Paragraph of another kind",
  "block-inserted": "New paragraph",
  "block-deleted": "Paragraph deleted",
  "moved-here": "Moved here",
  "moved-away": "Moved from here",
  "row-inserted": "New row",
  "row-deleted": "Row deleted",
};

export function changeLabel({ kind }: Pick<OneChange, "kind">): string {
  return KIND_LABELS[kind];
}

/** "by Ana Sample (Council)", or that it is not known. */
export function writersText(
  { people, isWhole }: OneChange["by"],
  writers: readonly (PersonTag | null)[],
): string {
  if (people.length === 0) return "not known by whom";
  const names = people.map((index) => personLabel(writers[index] ?? null)).join(", ");
  return isWhole ? `by ${names}` : `by ${names}, as far as is known`;
}
