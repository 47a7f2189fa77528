import { useEffect } from "react";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { isPageFromDevice } from "./desk-worker.ts";
import type { DocumentView } from "#server/services/index.ts";
import { afterFirstKey } from "./first-key.ts";
import type { DeskSession } from "./session.ts";
import { reportUnlessUnreachable, unreachable } from "#app/ui/unreachable.ts";
import { withDevice } from "./with-device.ts";

const keepPage = () => import("./keep-page.ts").catch(unreachable);

/** Caches the page and its assets on the device while online, for offline use. */
export function useOfflinePage(
  view: Pick<DocumentView, "id" | "generation" | "status" | "factsRevision">,
  { userId, name }: { readonly userId: string; readonly name: string },
  session: DeskSession | null,
  online: boolean,
): void {
  const { id: documentId, generation, status, factsRevision } = view;
  // Names the draft as the cached page shows it: the page is cached again for another. One of
  // another generation would treat the newest copy as an old one (R17).
  const draft = `${documentId} ${generation} ${status} ${factsRevision}`;
  const current = useLatest(draft);
  useEffect(() => {
    if (!session) return;
    let left = false;
    void isPageFromDevice(null).then((isKept) => !left && isKept && session.noteReloads(true));
    return () => {
      left = true;
    };
  }, [session]);
  useEffect(() => {
    if (!online || !session) return;
    let left = false;
    const page = `/documents/${documentId}`;
    const keep = async () => {
      await afterFirstKey();
      if (left) return;
      const { keepPageForOffline } = await keepPage();
      const kept = await keepPageForOffline(userId, page);
      // Also where the connection went between the caching and the answer.
      if (!left || (kept && current.current === draft)) session.noteReloads(kept);
    };
    keep().catch(reportUnlessUnreachable);
    withDevice(({ takeDevice }) => takeDevice(userId, name));
    const keepParts = async () => (await keepPage()).keepPartsForOffline(page);
    const stop = prefetchLazyParts(() => void keepParts().catch(reportUnlessUnreachable));
    return () => {
      left = true;
      stop();
    };
  }, [online, session, userId, name, documentId, draft, current]);
  useEffect(() => {
    let [hasLeft, stop] = [false, () => {}];
    withDevice(({ onTaken }) => {
      // Typed words that were not sent are on the device by then, or the browser asks.
      if (!hasLeft) stop = onTaken(userId, () => location.reload());
    });
    return () => {
      hasLeft = true;
      stop();
    };
  }, [userId]);
}
