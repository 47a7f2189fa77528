import { Store } from "#app/ui/store.ts";

/** Where the keys were when the box was opened; null while it is closed. */
export const searchOpened = new Store<{ readonly from: Element | null } | null>(null);

/** Opens the box in place of what the browser, or a link, does for the press. */
export function openSearch(event: { preventDefault(): void }): void {
  event.preventDefault();
  searchOpened.set(searchOpened.get() ?? { from: document.activeElement });
}
