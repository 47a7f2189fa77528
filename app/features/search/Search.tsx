import { useEffect } from "react";
import { usePerson } from "#app/features/account/use-person.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { lazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { useStore } from "#app/ui/store.ts";
import type { PaletteProps } from "./Palette.tsx";
import { openSearch, searchOpened } from "./search-opened.ts";

const Palette = lazyPart<PaletteProps>(() => import("./Palette.tsx"));

/**
 * The box that finds everything, behind its keys and its links on every page. It is asked for as soon as
 * the page is hydrated: a press must not leave the page because code is on its way.
 */
export function Search() {
  const userId = usePerson()?.userId;
  const opened = useStore(searchOpened);
  useEffect(() => {
    if (userId === undefined) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && isSearchKey(event)) openSearch(event);
    };
    // On the window, behind the desk's own keys, which stand at the document.
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      close();
    };
  }, [userId]);
  // Another person finds nothing of what was asked before.
  return userId === undefined ? null : (
    <Palette
      key={userId}
      open={opened !== null}
      opener={opened?.from ?? null}
      userId={userId}
      onClose={close}
    />
  );
}

function close(): void {
  searchOpened.set(null);
}

/** Ctrl-K, on a Mac ⌘K; there Ctrl-K deletes to the end of the line. */
function isSearchKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  const [held, other] = isApple() ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return key.toLowerCase() === "k" && held && !other && !altKey && !shiftKey && !isComposing;
}
