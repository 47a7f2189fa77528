import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { DocumentView } from "#server/services/index.ts";
import type { SessionState } from "./session.ts";

/**
 * A status or a right that the room tells of changes what the page may offer, and facts that somebody
 * changed stand in the text: the page asks for both anew. It looks first whether that will succeed:
 * a page that fails to load would take the desk, and the words on it, off the screen. What could not
 * be asked is asked once the room is there again.
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
      const answer = await fetch(`/documents/${view.id}`, { method: "HEAD" }).catch(() => null);
      if (!answer?.ok || left) return;
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
