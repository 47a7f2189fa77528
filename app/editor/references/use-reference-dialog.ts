import { useMemo, useState } from "react";
import type { ReferenceAsked, ReferenceAt } from "./reference-at.ts";

/** Whether the reference picker is open, and for which reference. */
export function useReferenceDialog() {
  const [asked, setAsked] = useState<ReferenceAsked>(null);
  const ways = useMemo(
    () => ({
      /** For a new one, at the caret. */
      pick: () => setAsked({ reference: null }),
      change: (reference: ReferenceAt) => setAsked({ reference }),
      close: () => setAsked(null),
    }),
    [],
  );
  return { asked, ...ways };
}
