import { useEffect, useLayoutEffect, useRef } from "react";
import { useLatest } from "#app/ui/use-latest.ts";
import { chosenBeside } from "./beside-choice.ts";
import type { TextPlaces, TextRange } from "./text-places.ts";

/** Whether a margin is always there (desk.css). */
const WIDE = "(min-width: 78rem)";

/** Stands beside the text, and comments take its place. */
const RIGHT = '.desk-margin[data-side="right"]';

/**
 * Where something waits, the margin is open unasked (M32), unless the people were asked for: or, where
 * the text would make room for it, somebody is in the text already.
 */
export function useOpenAtFirst(isReady: boolean, places: TextPlaces, show: () => void): void {
  const done = useRef(false);
  const latest = useLatest(show);
  useEffect(() => {
    if (!isReady || done.current) return;
    done.current = true;
    // Nothing takes the place of what somebody is about to press.
    const isUsed = document.querySelector(RIGHT)?.matches(":hover, :focus-within") ?? false;
    const { matches: isWide } = window.matchMedia(WIDE);
    const isFree = isWide ? !isUsed : !places.hasFocus();
    if (isFree && chosenBeside() !== "people") latest.current?.();
  }, [isReady, places, latest]);
}

/** Keeps words where they are on the screen as the margin opens, where the text makes room for it. */
export function useHeldLine(places: TextPlaces, isShown: boolean) {
  const held = useRef<{ readonly at: number; readonly top: number } | null>(null);
  const wasShown = useRef(isShown);
  useLayoutEffect(() => {
    if (wasShown.current === isShown) return;
    wasShown.current = isShown;
    const line = held.current && places.lineAt(held.current.at);
    if (line && held.current) {
      window.scrollBy({ top: line.top - held.current.top, behavior: "instant" });
    }
    held.current = null;
  }, [places, isShown]);
  return (range: TextRange | null | undefined) => {
    const line = range && !isShown ? places.lineAt(range.from) : null;
    held.current = range && line ? { at: range.from, top: line.top } : null;
  };
}
