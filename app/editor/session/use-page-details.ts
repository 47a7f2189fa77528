import { useMemo } from "react";
import type { DocumentView } from "#server/services/index.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";

/** The details that the text is rendered from; the same object while nothing in it changes. */
export function usePageDetails({ facts, layoutProfile }: DocumentView): PageDetails {
  // Plain JSON, recreated with each load of the page.
  const written = JSON.stringify({ facts, layoutProfile });
  return useMemo(() => JSON.parse(written) as PageDetails, [written]);
}
