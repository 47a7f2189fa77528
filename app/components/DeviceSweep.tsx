import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { loader } from "~/routes/account.drafts";
import { usePerson } from "./person";

/**
 * Once per page load, while online: drops the copies of drafts that this device keeps and the person
 * may no longer open (R5). Draws nothing.
 */
export function DeviceSweep() {
  const userId = usePerson()?.userId;
  const { load, data } = useFetcher<typeof loader>();

  useEffect(() => {
    if (userId === undefined) return;
    const find = async () => {
      const { keptCopies } = await import("~/editor/device-copies");
      if (keptCopies(localStorage, userId).length > 0) load("/account/drafts");
    };
    find().catch(unreadable);
  }, [userId, load]);

  useEffect(() => {
    if (userId === undefined || !Array.isArray(data)) return;
    const drop = async (openable: readonly string[]) => {
      const { keepOnlyCopies } = await import("~/editor/device-copies");
      await keepOnlyCopies(userId, new Set(openable));
    };
    drop(data).catch(unreadable);
  }, [userId, data]);

  return null;
}

/** Storage that is closed to the page holds no copies to drop. */
function unreadable(): void {}
