import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from "react";

/** Milliseconds that a mouse rests on a button before its name is shown. */
const REST_MS = 500;
/** Milliseconds after one tooltip within which the next is shown at once. */
const MEANWHILE_MS = 300;
/** Milliseconds in which a mouse can move from the button to its name. */
const BETWEEN_MS = 120;

let lastShown = -Infinity;

/**
 * Shows the name of a button while the mouse rests on it or on the name, or the keyboard focus is
 * there.
 */
export function useTooltip() {
  const [button, setButton] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const soon = (milliseconds: number, call: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(call, milliseconds);
  };
  const hide = () => {
    clearTimeout(timer.current);
    if (button) lastShown = performance.now();
    setButton(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!button) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") setButton(null);
    };
    const onScroll = () => setButton(null);
    addEventListener("keydown", onKeyDown, { capture: true });
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      removeEventListener("keydown", onKeyDown, { capture: true });
      removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [button]);

  return {
    /** The button whose name is shown. */
    button,
    onButton: {
      onPointerEnter: ({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
        if (pointerType === "touch") return;
        const isNext = performance.now() - lastShown < MEANWHILE_MS;
        soon(isNext ? 0 : REST_MS, () => setButton(currentTarget));
      },
      onPointerLeave: () => soon(BETWEEN_MS, hide),
      onPointerDown: hide,
      onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
        if (currentTarget.matches(":focus-visible")) setButton(currentTarget);
      },
      onBlur: hide,
    },
    onTip: {
      onPointerEnter: () => clearTimeout(timer.current),
      onPointerLeave: () => soon(BETWEEN_MS, hide),
    },
  };
}
