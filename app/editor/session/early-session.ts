import { sameValues } from "#app/ui/store.ts";
import { type DraftPage, DeskSession } from "./session.ts";

/** Begun by this page's own script, for the desk that it will show. */
let early: { readonly page: DraftPage; readonly session: DeskSession } | null = begun();

/** Storage is opened and the draft is read while React has yet to wake the page up. */
function begun(): typeof early {
  const page = typeof window === "undefined" ? undefined : window.earlyDesk?.page;
  return page ? { page, session: new DeskSession(page) } : null;
}

/** The session that was begun for that page; null where there is none, or was taken before. */
export function earlySession(page: DraftPage): DeskSession | null {
  const taken = early;
  early = null;
  if (!taken || sameValues(taken.page, page)) return taken?.session ?? null;
  taken.session.leave();
  return null;
}
