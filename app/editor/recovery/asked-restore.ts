import { useState } from "react";
import { useLocation } from "react-router";
import { stateAt, type TextChoice } from "#app/domain/changes/text-choice.ts";

/** A text whose words are to be put back, as an address of the desk asks for it. */
export interface AskedRestore {
  /** A version by its number, or a moment of the draft. */
  readonly text: Exclude<TextChoice, "draft">;
  /** The ids of the blocks that are meant; empty for the whole text. */
  readonly blocks: readonly string[];
}

/** Asked for by the desk's address: `?put-back=3` or `at-2-345`, of single blocks with `&blocks=a,b`. */
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
  const address = query.get("put-back") ?? "";
  const version = Number(address);
  const isVersion = Number.isInteger(version) && version >= 1 && version <= 1_000_000;
  const text = isVersion ? version : stateAt(address);
  if (text === null) return null;
  const blocks = (query.get("blocks") ?? "").split(",").filter((id) => id !== "");
  return { text, blocks: blocks.slice(0, 200) };
}
