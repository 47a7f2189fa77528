import { useEffect } from "react";
import { usePerson } from "./use-person.ts";

/**
 * Once per page load, while online: deletes this device's copies of drafts that the person may no
 * longer open (R5). Renders nothing.
 */
export function DeviceSweep() {
  const userId = usePerson()?.userId;

  useEffect(() => {
    if (userId === undefined) return;
    const sweep = async () => {
      const { sweepCopies } = await import("#app/editor/session/device-copies.ts");
      await sweepCopies(userId);
    };
    // Without its code nothing is swept: the next page tries again.
    sweep().catch(() => undefined);
  }, [userId]);

  return null;
}
