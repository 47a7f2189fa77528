import { useEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router";
import { usePerson } from "#app/features/account/use-person.ts";
import { lazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { PaletteProps } from "./Palette.tsx";
import { isSearchKey, searchLinkAt } from "./search-keys.ts";

const Palette = lazyPart<PaletteProps>(() => import("./Palette.tsx"));

/** The box that finds everything, behind its keys and its links on every page; and the spots that it opens. */
export default function Search() {
  const userId = usePerson()?.userId;
  /** Where the keys were when it was opened; null while it is closed. */
  const [opened, setOpened] = useState<{ readonly from: Element | null } | null>(null);
  useSpots();
  useEffect(() => {
    if (userId === undefined) return;
    const show = (event: Event) => {
      event.preventDefault();
      const from = document.activeElement;
      setOpened((before) => before ?? { from });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && isSearchKey(event)) show(event);
    };
    const onClick = (event: MouseEvent) => {
      if (searchLinkAt(event)) show(event);
    };
    // On the window, behind the desk's own keys, which stand at the document; and before the links' own clicks.
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("click", onClick, true);
    };
  }, [userId]);
  // Another person finds nothing of what was asked before.
  return userId === undefined ? null : (
    <Palette
      key={userId}
      open={opened !== null}
      opener={opened?.from ?? null}
      userId={userId}
      onClose={() => setOpened(null)}
    />
  );
}

/** A page that is opened at a spot by its address shows it. */
function useSpots(): void {
  const address = useLocation();
  const type = useNavigationType();
  const isFirst = useRef(true);
  useEffect(() => {
    const isBack = isFirst.current ? isLoadedAgain() : type === "POP";
    isFirst.current = false;
    if (address.hash === "") return;
    let hasLeft = false;
    const show = async () => {
      const { showSpot } = await import("./show-spot.ts");
      if (!hasLeft) showSpot(address, isBack);
    };
    // The page itself is there without.
    show().catch(() => undefined);
    return () => {
      hasLeft = true;
    };
  }, [address, type]);
}

/** Whether the browser brings the reader back to where they were on the page that this window has loaded. */
function isLoadedAgain(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
}
