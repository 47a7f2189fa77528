import { useEffect, useState } from "react";
import { useLocation, useNavigationType } from "react-router";
import { usePerson } from "#app/features/account/use-person.ts";
import { lazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { PaletteProps } from "./Palette.tsx";
import { isSearchKey, searchLinkAt } from "./search-keys.ts";

const Palette = lazyPart<PaletteProps>(() => import("./Palette.tsx"));

/** The box that finds everything, behind its keys and its links on every page; and the spots that it opens. */
export default function Search() {
  const userId = usePerson()?.userId;
  const [open, setOpen] = useState(false);
  useSpots();
  useEffect(() => {
    if (userId === undefined) return;
    const show = (event: Event) => {
      event.preventDefault();
      setOpen(true);
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
    <Palette key={userId} open={open} userId={userId} onClose={() => setOpen(false)} />
  );
}

/** A page that is opened at a spot by its address shows it. */
function useSpots(): void {
  const address = useLocation();
  // A page that was just opened in this window has no key of its own.
  const isBack = useNavigationType() === "POP" && address.key !== "default";
  useEffect(() => {
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
  }, [address, isBack]);
}
