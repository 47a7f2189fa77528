import type { EditedElsewhere } from "#app/document/details/details-form.ts";
import { fromPaper } from "./back-to-paper.ts";

/**
 * Leads from a document's form to the page of its shared details. It submits the form, so that
 * input is saved; saving there leads back.
 */
export function EditElsewhere({
  field,
  what,
}: {
  readonly field: EditedElsewhere;
  readonly what: string;
}) {
  return (
    <button
      type="submit"
      name="onward"
      value={field}
      className="link cursor-pointer text-[0.9375rem]"
    >
      Save and edit {what}
    </button>
  );
}

interface SavedPaper {
  readonly matterSlug: string;
  readonly docketId: string | null;
}

/**
 * The address of the page that edits a shared field; null for a docket's field without a docket.
 */
export function addressElsewhere(
  field: EditedElsewhere,
  documentId: string,
  { matterSlug, docketId }: SavedPaper,
): string | null {
  const matter = `/matters/${matterSlug}`;
  if (field !== "docket-court") return fromPaper(`${matter}/facts`, documentId, field);
  return docketId && fromPaper(`${matter}/dockets/${docketId}/edit`, documentId, field);
}
