import { useEffect, useRef } from "react";

interface DeskKeys {
  readonly onFind: (replacing: boolean) => void;
  readonly onLink: () => void;
  readonly onKeyboard: () => void;
  readonly onPages: () => void;
  readonly onReference: () => void;
}

/** The keys of the desk, wherever the focus is, in place of the browser's own of that name. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      const act = actFor(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function actFor(event: KeyboardEvent, keys: DeskKeys): (() => void) | null {
  const { code, key, shiftKey, altKey } = event;
  // On a Mac, Alt makes another sign of the letter.
  if (altKey) return code === "KeyP" && !shiftKey ? keys.onPages : null;
  switch (key.toLowerCase()) {
    case "f":
      return shiftKey ? null : () => keys.onFind(false);
    case "h":
      return shiftKey ? null : () => keys.onFind(true);
    case "k":
      return shiftKey ? null : keys.onLink;
    case "e":
      return shiftKey ? keys.onReference : null;
    case "/":
      return keys.onKeyboard;
    default:
      return null;
  }
}
