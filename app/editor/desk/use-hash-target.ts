import type { Editor } from "@tiptap/core";
import { useEffect, useRef } from "react";

/**
 * An address with `#` and the id of a block leads to that block, once the editor is there: from the
 * page that refused to submit, or from somebody's letter.
 */
export function useHashTarget(editor: Editor | null, goTo: (id: string) => void): void {
  const latest = useRef(goTo);
  useEffect(() => {
    latest.current = goTo;
  });
  /** Where the address has led already: an editor that is made anew leaves the caret where it is. */
  const led = useRef("");
  useEffect(() => {
    if (!editor) return;
    const lead = () => {
      const id = idInAddress();
      led.current = id;
      if (id !== "") latest.current(id);
    };
    // After the editor has been put in the place of the first paint.
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
    // An address that somebody typed.
    return "";
  }
}
