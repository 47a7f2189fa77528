import { useRevalidator } from "react-router";
import { useEffect, useRef, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { DeskSession, SessionState } from "./session.ts";

/**
 * Whether the page's data can be loaded now; on failure the framework would replace the desk with an error
 * page.
 */
async function canReload(documentId: string): Promise<boolean> {
  const limit = AbortSignal.timeout(RELOAD_MS);
  const asked = fetch(`/documents/${documentId}`, { method: "HEAD", signal: limit });
  // No connection, or none in time: it is asked again with the next change.
  return (await asked.catch(() => null))?.ok ?? false;
}

/** Milliseconds until a request is given up. */
const RELOAD_MS = 10_000;
/** Milliseconds between two checks whether the data can be loaded: at first, and at most; their number. */
const AGAIN = { first: 1_000, most: 30_000, tries: 8 } as const;

/**
 * Continues with a draft that was sent back to its writers, recalled or reopened while the desk was
 * open, without reloading the page (R17).
 */
export function useReopening(
  view: DocumentView,
  session: DeskSession | null,
  stale: boolean,
): void {
  const { revalidate, state } = useRevalidator();
  const asked = useRef(false);
  useEffect(() => {
    if (!stale || !session) return;
    let left = false;
    const ask = async () => {
      const can = await canReload(view.id);
      if (left) return;
      if (!can) return session.stop();
      asked.current = true;
      revalidate();
    };
    void ask();
    return () => {
      left = true;
    };
    // Once each time; `revalidate` is a new function with each state of the page.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [stale, session, view.id]);
  useEffect(() => {
    if (!session || state !== "idle" || (stale && !asked.current)) return;
    asked.current = false;
    void session.continueWith(view);
    // The view's other data is news that the room reports as well.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [stale, session, state, view.generation]);
}

const NEWS = createLazyPart(() => import("#app/features/document/draft-news.ts"));

/**
 * Says what somebody did to the draft since the desk opened, in words, until the reader dismisses
 * it or something else happens.
 */
export function useChangeMessage(view: DocumentView) {
  const [message, setMessage] = useState<string | null>(null);
  const shown = useRef(view.status);
  useEffect(() => {
    const before = shown.current;
    if (before === view.status) return;
    shown.current = view.status;
    const tellNews = async () => {
      const draftNews = await NEWS.fetch();
      // Something else may have happened meanwhile, and is told after it.
      setMessage(draftNews(before, view));
    };
    void tellNews();
  }, [view]);
  return { words: message, tell: setMessage, close: () => setMessage(null) };
}

/**
 * Reloads the page's data when the room reports a new status or right, which changes what the page
 * may offer, or changed details, which are shown in the text. It first checks that loading will
 * succeed: a failed load would remove the desk, and the text on it, from the screen. A failed check
 * is repeated some times, slower each time: a busy server may answer the next one.
 */
export function useReloadOnChange(view: DocumentView, state: SessionState | null): void {
  const { revalidate } = useRevalidator();
  const { status = view.status, access = view.access } = state ?? {};
  const changes = state?.room.changes ?? 0;
  const known = useRef(0);
  const live = state?.room.connection === "live";
  const stale = live && (status !== view.status || access !== view.access);
  useEffect(() => {
    if (!stale && changes === known.current) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (failures: number) => {
      const can = await canReload(view.id);
      if (left) return;
      if (!can) {
        const wait = Math.min(AGAIN.most, AGAIN.first * 2 ** failures);
        if (failures < AGAIN.tries) timer = setTimeout(() => void ask(failures + 1), wait);
        return;
      }
      known.current = changes;
      revalidate();
    };
    void ask(0);
    return () => {
      left = true;
      clearTimeout(timer);
    };
    // Once for each change; `revalidate` is a new function with each state of the page.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [stale, live, status, access, changes, view.id]);
}
