import { useState } from "react";
import { useLocation } from "react-router";

/** A version whose words are to be put back, as an address of the desk asks for it. */
export interface AskedRestore {
  readonly version: number;
  /** The ids of the blocks that are meant; empty for the whole text. */
  readonly blocks: readonly string[];
}

/** What the address of the desk asks for: `?put-back=3`, of single blocks with `&blocks=a,b`. */
export function useAskedRestore(): { asked: AskedRestore | null; close: () => void } {
  const { search } = useLocation();
  const [asked, setAsked] = useState(() => askedRestore(search));
  const close = () => {
    setAsked(null);
    // Reloading the page does not ask again; the page itself stays as it is.
    window.history.replaceState(window.history.state, "", window.location.pathname);
  };
  return { asked, close };
}

export function askedRestore(search: string): AskedRestore | null {
  const query = new URLSearchParams(search);
  const version = Number(query.get("put-back") ?? 0);
  if (!Number.isInteger(version) || version < 1 || version > 1_000_000) return null;
  const blocks = (query.get("blocks") ?? "").split(",").filter((id) => id !== "");
  return { version, blocks: blocks.slice(0, 200) };
}
