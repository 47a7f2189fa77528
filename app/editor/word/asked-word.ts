import { useState } from "react";
import { useLocation } from "react-router";

/** A Word file that waits and is to go in at the caret, as the desk's address asks: `?word=` and its id. */
export function useAskedWord(): { asked: string | null; close: () => void } {
  const { search } = useLocation();
  const [asked, setAsked] = useState(() => askedWord(search));
  const close = () => {
    setAsked(null);
    // Reloading the page does not ask again; the page itself stays as it is.
    window.history.replaceState(window.history.state, "", window.location.pathname);
  };
  return { asked, close };
}

function askedWord(search: string): string | null {
  const id = new URLSearchParams(search).get("word") ?? "";
  return /^[0-9A-Za-z-]{1,64}$/u.test(id) ? id : null;
}
