import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useRef } from "react";

/**
 * Scrolls to the block whose id follows `#` in the address, once the editor exists: a link from the
 * refused submit page, or from a message.
 */
export function useHashTarget(editor: Editor | null, goTo: (id: string) => void): void {
  const latest = useRef(goTo);
  useEffect(() => {
    latest.current = goTo;
  });
  /** The address that was followed already: a recreated editor leaves the caret where it is. */
  const led = useRef("");
  useEffect(() => {
    if (!editor) return;
    const lead = () => {
      const id = idInAddress();
      led.current = id;
      if (id !== "") latest.current(id);
    };
    // After the editor has replaced the first paint.
    const frame = requestAnimationFrame(() => {
      if (idInAddress() !== led.current) lead();
    });
    window.addEventListener("hashchange", lead);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("hashchange", lead);
    };
  }, [editor]);
}

function idInAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // A malformed address.
    return "";
  }
}
