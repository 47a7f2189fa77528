import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { loader } from "#app/routes/account.drafts.ts";
import { usePerson } from "./use-person.ts";

/**
 * Once per page load, while online: deletes this device's copies of drafts that the person may no
 * longer open (R5). Renders nothing.
 */
export function DeviceSweep() {
  const userId = usePerson()?.userId;
  const { load, data } = useFetcher<typeof loader>();

  useEffect(() => {
    if (userId === undefined) return;
    const find = async () => {
      const { keptCopies } = await import("#app/editor/session/device-copies.ts");
      if (keptCopies(localStorage, userId).length > 0) load("/account/drafts");
    };
    find().catch(unreadable);
  }, [userId, load]);

  useEffect(() => {
    if (userId === undefined || !Array.isArray(data)) return;
    const drop = async (openable: readonly string[]) => {
      const { keepOnlyCopies } = await import("#app/editor/session/device-copies.ts");
      await keepOnlyCopies(userId, new Set(openable));
    };
    drop(data).catch(unreadable);
  }, [userId, data]);

  return null;
}

/** Without access to storage there are no copies to delete. */
function unreadable(): void {}
