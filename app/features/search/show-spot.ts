import { wordsToMark } from "#app/domain/search/asked.ts";
import { markWords } from "./mark-words.ts";

/** Milliseconds for which a spot stays outlined. */
const OUTLINED_MS = 2_400;

/** The desk shows its own blocks, in its editor, with its own marks. */
const DESK = /^\/documents\/[^/]+$/u;

/**
 * Shows the spot that an address names: a thing of the page by its id, or a block of a text by the id that
 * it has in its draft, with the words that were found there.
 * @param isBack whether the reader came by the browser's own way back, or loaded the page anew.
 */
export function showSpot(
  { pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">,
  isBack: boolean,
): void {
  if (DESK.test(pathname)) return;
  const spot = spotOf(hash);
  // The link past the header leads to the whole page.
  if (!spot || spot.id === "main") return;
  const words = wordsToMark(search);
  if (words !== "") markWords(spot, words);
  // The way back restores the place.
  if (isBack) return;
  for (let around = spot.parentElement; around; around = around.parentElement) {
    // Things that were taken back stand folded.
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  spot.scrollIntoView({ block: "start" });
  if (!spot.hasAttribute("tabindex")) spot.tabIndex = -1;
  // Whoever reads by keyboard or by ear goes on from here, unless they are somewhere already.
  if (document.activeElement === document.body) spot.focus({ preventScroll: true });
  spot.animate(
    [
      { outline: "3px solid var(--color-focus)", outlineOffset: "4px" },
      { outlineColor: "transparent", outlineOffset: "4px" },
    ],
    { duration: OUTLINED_MS, easing: "ease-in" },
  );
}

function spotOf(hash: string): HTMLElement | null {
  let id: string;
  try {
    id = decodeURIComponent(hash.slice(1));
  } catch {
    // A malformed address.
    return null;
  }
  const name = CSS.escape(id);
  return (
    document.getElementById(id) ??
    document.querySelector<HTMLElement>(`main [data-id="${name}"], main [data-exhibit="${name}"]`)
  );
}
