import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useState } from "react";
import { onIdle } from "#app/editor/desk/on-idle.ts";
import { Store, useStore } from "#app/ui/store.ts";
import { type LinkAt, linkOf } from "./link-commands.ts";

/** Milliseconds of idle time after which the address of a link is shown. */
const IDLE_MS = 150;

/** The link at the caret, once the caret rests there; null where there is none. */
export function useLinkAtCaret(editor: Editor): LinkAt | null {
  const [link] = useState(() => new Store<LinkAt | null>(null, sameLink));
  useEffect(() => {
    const read = () => link.set(linkOf(editor.state));
    read();
    return onIdle(editor, IDLE_MS, read);
  }, [editor, link]);
  return useStore(link);
}

function sameLink(one: LinkAt | null, other: LinkAt | null): boolean {
  return one?.from === other?.from && one?.to === other?.to && one?.address === other?.address;
}
