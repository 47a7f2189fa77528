import { useMemo } from "react";
import type { DocumentView } from "#server/services/index.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";

/** What the text is drawn from; the same object as long as nothing in it changes. */
export function usePageDetails({ facts, layoutProfile }: DocumentView): PageDetails {
  // Plain JSON, that comes anew with each load of the page.
  const written = JSON.stringify({ facts, layoutProfile });
  return useMemo(() => JSON.parse(written) as PageDetails, [written]);
}
