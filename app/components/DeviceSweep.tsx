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
    void import("~/editor/device-copies").then(({ keptCopies }) => {
      if (keptCopies(localStorage, userId).length > 0) load("/account/drafts");
    });
  }, [userId, load]);

  useEffect(() => {
    if (userId === undefined || !Array.isArray(data)) return;
    const openable = new Set(data);
    void import("~/editor/device-copies").then(({ keepOnlyCopies }) =>
      keepOnlyCopies(userId, openable),
    );
  }, [userId, data]);

  return null;
}
