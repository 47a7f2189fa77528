import type { Ask } from "#app/domain/deadlines/waiting.ts";
import type { WaitingItem } from "./views.ts";

/** What waits, in the words that Home and the letters share. */
export function asksOf(items: readonly WaitingItem[]): Ask[] {
  return items.map(({ what, document, organization, matter, since }) => ({
    what,
    documentId: document.id,
    title: document.title,
    matter,
    organization: organization.shortName,
    since,
  }));
}
