import { useMemo } from "react";
import type { DocumentView } from "../../server/services/views";
import type { PageFacts } from "~/prose/page-facts";

/** What the text is drawn from; the same object as long as nothing in it changes. */
export function usePageFacts({ facts, layoutProfile }: DocumentView): PageFacts {
  // Plain JSON, that comes anew with each load of the page.
  const written = JSON.stringify({ facts, layoutProfile });
  return useMemo(() => JSON.parse(written) as PageFacts, [written]);
}
