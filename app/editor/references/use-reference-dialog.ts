import { useMemo, useState } from "react";
import type { ReferenceAt } from "./reference-at.ts";
import type { ReferenceAsked } from "./ReferenceDialog.tsx";

/** Whether places for a cross-reference are being picked, and for which. */
export function useReferenceDialog() {
  const [asked, setAsked] = useState<ReferenceAsked>(null);
  const ways = useMemo(
    () => ({
      /** For a new one, where the caret stands. */
      pick: () => setAsked({ reference: null }),
      change: (reference: ReferenceAt) => setAsked({ reference }),
      close: () => setAsked(null),
    }),
    [],
  );
  return { asked, ...ways };
}
