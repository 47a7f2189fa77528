import type { Ask, MetRequest } from "#app/domain/deadlines/waiting.ts";
import type { WaitingItem } from "./views.ts";

/** Puts what waits into the words that Home and the letters share. */
export function asksOf(items: readonly WaitingItem[], met: readonly MetRequest[] = []): Ask[] {
  return items.map(({ what, document, organization, matter, since }) => ({
    what,
    documentId: document.id,
    title: document.title,
    matter,
    organization: organization.shortName,
    since,
    ...(what === "sign-off" && met.some(({ documentId }) => documentId === document.id)
      ? { isAnswered: true }
      : {}),
  }));
}

/** Those of whom no sign-off is asked: an ask for one says itself that changes were asked for. */
export function metWithoutAsk(met: readonly MetRequest[], asks: readonly Ask[]): MetRequest[] {
  return met.filter(
    ({ documentId }) =>
      !asks.some((ask) => ask.what === "sign-off" && ask.documentId === documentId),
  );
}
