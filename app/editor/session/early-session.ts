import { sameValues } from "#app/ui/store.ts";
import { EARLY_MS } from "./early-desk.ts";
import { type DraftPage, DeskSession } from "./session.ts";

/** Begun by this page's own script, for the desk that it will show. */
let early: { readonly page: DraftPage; readonly session: DeskSession } | null = begun();

/** Storage is opened and the draft is read while React has yet to wake the page up. */
function begun(): typeof early {
  const page = typeof window === "undefined" ? undefined : window.earlyDesk?.page;
  if (!page) return null;
  // A page that fails while it is drawn shows no desk.
  setTimeout(() => giveUp(), EARLY_MS);
  return { page, session: new DeskSession(page) };
}

function giveUp(): void {
  early?.session.leave();
  early = null;
}

/** The session that was begun for that page; null where there is none, or was taken before. */
export function earlySession(page: DraftPage): DeskSession | null {
  if (!early || !sameValues(early.page, page)) {
    giveUp();
    return null;
  }
  const { session } = early;
  early = null;
  return session;
}
