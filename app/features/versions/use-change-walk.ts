import { useCallback, useEffect, useState, type RefObject } from "react";

export interface ChangeWalking {
  /** The number of the change that one stands at; 0 before the first. */
  readonly current: number;
  readonly go: (number: number) => void;
}

const CURRENT = "is-current-change";

/** Walks through the changes of a redline that is drawn within `root`, by number. */
export function useChangeWalk(root: RefObject<HTMLElement>, count: number): ChangeWalking {
  const [current, setCurrent] = useState(0);

  const go = useCallback(
    (number: number) => {
      if (!root.current || count === 0) return;
      // After the last comes the first, and before the first the last.
      const next = ((number - 1 + count) % count) + 1;
      const drawn = root.current.querySelectorAll<HTMLElement>(`[data-change="${next}"]`);
      for (const old of root.current.querySelectorAll(`.${CURRENT}`)) old.classList.remove(CURRENT);
      for (const one of drawn) one.classList.add(CURRENT);
      // Of the two views, the one that this window is wide enough for.
      const visible = [...drawn].filter((one) => one.getClientRects().length > 0);
      const target = visible.find((one) => one.textContent !== "") ?? visible[0];
      target?.scrollIntoView({ block: "center" });
      target?.focus({ preventScroll: true });
      setCurrent(next);
    },
    [root, count],
  );

  useEffect(() => {
    const number = Number(/^#change-(\d{1,6})$/u.exec(window.location.hash)?.[1] ?? 0);
    if (number === 0) return;
    // Once the redline is laid out, or there is nowhere to scroll to.
    const frame = requestAnimationFrame(() => go(number));
    return () => cancelAnimationFrame(frame);
  }, [go]);

  useEffect(() => {
    // The keys by which changes are walked through at the desk.
    const onKey = (event: KeyboardEvent) => {
      const isMeant = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
      if (!isMeant || (event.key !== "PageDown" && event.key !== "PageUp")) return;
      event.preventDefault();
      go(event.key === "PageDown" ? current + 1 : Math.max(current, 1) - 1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go, current]);

  return { current, go };
}
