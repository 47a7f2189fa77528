import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { draftNews } from "#app/features/document/draft-news.ts";
import type { DeskSession, SessionState } from "./session.ts";

/**
 * Whether the page's data can be loaded now; on failure Remix would replace the desk with an error
 * page.
 */
async function canAsk(documentId: string): Promise<boolean> {
  const limit = AbortSignal.timeout(ASKING_MS);
  const asked = fetch(`/documents/${documentId}`, { method: "HEAD", signal: limit });
  return (await asked.catch(() => null))?.ok ?? false;
}

/** Milliseconds until a request is given up. */
const ASKING_MS = 10_000;

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
      const can = await canAsk(view.id);
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
    void session.goOn(view);
    // The view's other data is news that the room reports as well.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [stale, session, state, view.generation]);
}

/**
 * What somebody did to the draft since the desk opened, in words, until the reader dismisses it or
 * something else happens.
 */
export function useDraftNews(view: DocumentView) {
  const [news, setNews] = useState<string | null>(null);
  const [shown, setShown] = useState(view.status);
  if (shown !== view.status) {
    setShown(view.status);
    setNews(draftNews(shown, view));
  }
  return { words: news, close: () => setNews(null) };
}

/**
 * Reloads the page's data when the room reports a new status or right, which changes what the page
 * may offer, or changed details, which are shown in the text. It first checks that loading will
 * succeed: a failed load would remove the desk, and the text on it, from the screen. A failed check
 * is repeated when the room is back.
 */
export function useStatusNews(view: DocumentView, facts: SessionState | null): void {
  const { revalidate } = useRevalidator();
  const { status = view.status, access = view.access } = facts ?? {};
  const news = facts?.room.news ?? 0;
  const known = useRef(0);
  const live = facts?.room.connection === "live";
  const stale = live && (status !== view.status || access !== view.access);
  useEffect(() => {
    if (!stale && news === known.current) return;
    let left = false;
    const ask = async () => {
      if (!(await canAsk(view.id)) || left) return;
      known.current = news;
      revalidate();
    };
    void ask();
    return () => {
      left = true;
    };
    // Once for each piece of news; `revalidate` is a new function with each state of the page.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [stale, live, status, access, news, view.id]);
}
