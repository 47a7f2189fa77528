import type { DocumentDetails } from "#app/document/details/document-details.ts";

/** A document's details, with its lawsuit and whether it goes to the agency. */
type RecordedDetails = Partial<DocumentDetails> & {
  readonly docketId?: string | null;
  readonly toAgency?: boolean;
};

/** Each changed part of the details, before and after: what the record keeps of an edit. */
export function recordedChanges(before: RecordedDetails, after: RecordedDetails) {
  const parts = Object.keys(after) as (keyof RecordedDetails)[];
  const changed = parts.filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return {
    before: Object.fromEntries(changed.map((part) => [part, before[part] ?? null])),
    after: Object.fromEntries(changed.map((part) => [part, after[part] ?? null])),
  };
}
